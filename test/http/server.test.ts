import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { startServer } from '../../src/http/server.ts';
import { startEdge, type Edge } from '../support/edge.ts';
import { z } from 'zod';

let edge: Edge;

beforeEach(async () => {
  edge = await startEdge({ anonymous: true });
});

afterEach(() => edge.close());

const gate = () => {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
};

function post(body: unknown): Promise<Response> {
  return fetch(`${edge.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe('health', () => {
  it('is live while the process lives', async () => {
    expect((await fetch(`${edge.url}/health/live`)).status).toBe(200);
  });

  it('is ready with what waits', async () => {
    edge.readiness = () =>
      Promise.resolve({ store: 'cosmos', pending: 3, oldestPendingSeconds: 70, dead: 1 });

    const response = await fetch(`${edge.url}/health/ready`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ready',
      store: 'cosmos',
      pending: 3,
      oldestPendingSeconds: 70,
      dead: 1,
    });
  });

  it('is not ready while the store cannot be reached', async () => {
    edge.readiness = () => Promise.reject(new Error('canary'));

    const response = await fetch(`${edge.url}/health/ready`);

    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('canary');
  });

  it('says in a word why it is not ready', async () => {
    edge.readiness = () => Promise.resolve({ reason: 'full' });

    const response = await fetch(`${edge.url}/health/ready`);

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'unavailable', reason: 'full' });
  });

  it('is not ready, two seconds later, when the store does not answer', async () => {
    edge.readiness = () => new Promise(() => undefined);

    expect((await fetch(`${edge.url}/health/ready`)).status).toBe(503);
  });
});

/** Waits until new connections are refused. */
async function refused(): Promise<void> {
  const { hostname, port } = new URL(edge.url);
  for (;;) {
    const socket = connect(Number(port), hostname);
    const answer = await Promise.race([
      once(socket, 'connect').then(() => 'taken'),
      once(socket, 'error').then(() => 'refused'),
    ]).catch(() => 'refused');
    socket.destroy();
    if (answer === 'refused') return;
  }
}

/** Everything that a connection is told until it ends. */
async function told(socket: ReturnType<typeof connect>): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

describe('stopping', () => {
  it.each([
    ['a request on a connection that was kept open', 'GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n', 0],
    ['a request that is half sent', 'GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n', 20],
    [
      'two requests sent one behind the other',
      'GET /health/live HTTP/1.1\r\nhost: a\r\n\r\nGET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      40,
    ],
  ])('answers %s', async (_case, sent, before) => {
    const { hostname, port } = new URL(edge.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(sent.slice(0, before));
    // The server has seen the connection once it answers another.
    await fetch(`${edge.url}/health/live`);

    const closing = edge.server.close();
    await refused();
    socket.write(sent.slice(before));

    expect(await told(socket)).toMatch(/^HTTP\/1\.1 200/);
    await closing;
  });

  it('finishes what is under way, takes nothing new and lets connections go', async () => {
    const began = gate();
    const finish = gate();
    edge.onTurn = async () => {
      began.open();
      await finish.passed;
    };
    const underWay = post(edge.activity());
    await began.passed;

    const closing = edge.server.close();
    await refused();
    finish.open();

    const response = await underWay;
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('close');
    await closing;
  });

  it('is not ready on a connection that is still open', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const began = gate();
    const finish = gate();
    edge.readiness = async () => {
      began.open();
      await finish.passed;
      return { store: 'sqlite', pending: 0, oldestPendingSeconds: 0, dead: 0 };
    };
    const statuses: (number | undefined)[] = [];
    const get = () =>
      new Promise<void>((resolve, reject) => {
        request(`${edge.url}/health/ready`, { agent }, (response) => {
          statuses.push(response.statusCode);
          response.resume().on('end', resolve);
        })
          .on('error', reject)
          .end();
      });
    const first = get();
    await began.passed;
    const closing = edge.server.close();
    finish.open();
    await first;
    await closing;

    expect(statuses).toEqual([200]);
    await expect(get()).rejects.toThrow();
    agent.destroy();
  });

  it('waits for a turn whose caller has gone', async () => {
    const began = gate();
    const finish = gate();
    let finished = false;
    edge.onTurn = async () => {
      began.open();
      await finish.passed;
      finished = true;
    };
    const caller = new AbortController();
    const body = JSON.stringify(edge.activity());
    const headers = { 'content-type': 'application/json' };
    const call = fetch(`${edge.url}/api/messages`, { method: 'POST', headers, body, signal: caller.signal });
    await began.passed;
    caller.abort();
    await expect(call).rejects.toThrow();

    let closed = false;
    const closing = (async () => {
      await edge.server.close();
      closed = true;
    })();
    for (let tick = 0; tick < 50; tick++) await new Promise(setImmediate);
    expect(closed).toBe(false);
    finish.open();
    await closing;

    expect(finished).toBe(true);
  });

  it('answers what the system has accepted and nobody has taken yet', async () => {
    const sockets = Array.from({ length: 20 }, () => {
      const socket = connect(edge.port, '127.0.0.1');
      socket.write('GET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
      return socket;
    });
    // They reach the system, and with the event loop held nobody takes them.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const until = performance.now() + 50;
    while (performance.now() < until);

    const closing = edge.server.close();

    for (const text of await Promise.all(sockets.map(told))) expect(text).toMatch(/^HTTP\/1\.1 200/);
    await closing;
  });

  it('answers each of several that were sent one behind the other, in whatever order they end', async () => {
    const gates = [gate(), gate(), gate()];
    const all = gate();
    let begun = 0;
    edge.readiness = async () => {
      const mine = gates[begun++];
      if (begun === gates.length) all.open();
      await mine?.passed;
      return { store: 'sqlite', pending: 0, oldestPendingSeconds: 0, dead: 0 };
    };
    const socket = connect(edge.port, '127.0.0.1');
    socket.write('GET /health/ready HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(3));
    const heard = told(socket);
    await all.passed;

    const closing = edge.server.close();
    for (const at of [2, 0, 1]) {
      gates[at]?.open();
      await new Promise(setImmediate);
    }

    const text = await heard;
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(3);
    expect(text.match(/connection: close/gi)).toHaveLength(1);
    await closing;
  });

  it('does not take its last answer back where more is sent behind it', async () => {
    const began = gate();
    const finish = gate();
    edge.readiness = async () => {
      began.open();
      await finish.passed;
      return { store: 'sqlite', pending: 0, oldestPendingSeconds: 0, dead: 0 };
    };
    const socket = connect({ port: edge.port, host: '127.0.0.1', allowHalfOpen: true });
    const faults: Error[] = [];
    socket.on('error', (error) => void faults.push(error));
    socket.write('GET /health/ready HTTP/1.1\r\nhost: a\r\n\r\n');
    await began.passed;
    const closing = edge.server.close();
    await refused();
    finish.open();

    const [chunk] = (await once(socket, 'data')) as [Buffer];
    socket.write('GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n');
    await once(socket, 'end');
    socket.end();

    expect(chunk.toString()).toMatch(/^HTTP\/1\.1 200/);
    expect(faults).toEqual([]);
    await closing;
  });

  it('waits for no connection that says nothing', async () => {
    const socket = connect(edge.port, '127.0.0.1');
    await once(socket, 'connect');
    const heard = told(socket);

    await edge.server.close(60_000);

    expect(await heard).toBe('');
  });

  it('tells whoever still waits at the end to come back', async () => {
    const began = gate();
    edge.onTurn = () => {
      began.open();
      return new Promise(() => undefined);
    };
    const stuck = post(edge.activity());
    await began.passed;
    const half = connect(edge.port, '127.0.0.1');
    half.write('GET /health/li');
    const heard = told(half);
    await fetch(`${edge.url}/health/live`);

    await edge.server.close(200);

    const response = await stuck;
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await heard).toMatch(/^HTTP\/1\.1 503/);
  });
});

describe('the server', () => {
  it('says so when its address is taken', async () => {
    const route = () => Promise.resolve({ status: 200 });
    const silent = () => undefined;
    const log = { debug: silent, info: silent, warn: silent, error: silent };

    await expect(
      startServer({
        server: { host: '127.0.0.1', port: edge.port },
        messages: route,
        events: route,
        mail: route,
        partnerCenter: route,
        mcp: route,
        protectedResource: route,
        open: () => Promise.resolve({ status: 404 }),
        readiness: () => edge.readiness(),
        log,
      }),
    ).rejects.toThrow(/EADDRINUSE/);
  });

  it('contains a route that throws', async () => {
    edge.now = () => {
      throw new Error('canary');
    };
    const headers = { 'content-type': 'application/cloudevents+json' };

    const response = await fetch(`${edge.url}/api/events`, { method: 'POST', headers, body: '{}' });

    expect(response.status).toBe(500);
    const { instance, ...rest } = z.looseObject({ instance: z.string() }).parse(await response.json());
    expect(rest).toEqual({ type: 'about:blank', title: 'Internal Server Error', status: 500 });
    expect(edge.lines.join()).toContain(`"id":"${instance.replace('urn:porter:', '')}"`);
    expect(edge.lines.join()).not.toContain('canary');
    expect((await fetch(`${edge.url}/health/live`)).status).toBe(200);
  });

  it('answers others while some dribble, and lets those go', async () => {
    const slow = await startEdge({ anonymous: true, headersTimeoutMs: 500 });
    const answers: string[] = [];
    const sockets = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const socket = connect(slow.port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.on('data', (chunk) => void answers.push(chunk.toString().slice(0, 12)));
        await once(socket, 'connect');
        socket.write('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Le');
        return socket;
      }),
    );

    const responses = await Promise.all(Array.from({ length: 20 }, () => fetch(`${slow.url}/health/ready`)));
    await Promise.all(sockets.map((socket) => (socket.closed ? Promise.resolve([]) : once(socket, 'close'))));

    expect(responses.every((response) => response.status === 200)).toBe(true);
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 408']));
    await slow.close();
  });
});

describe('whatever is sent', () => {
  it('is never answered 500 or more, and leaves the process as it was', async () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const good = edge.activity();
    const mutated = fc
      .tuple(fc.constantFrom(...Object.keys(good), 'value', 'entities', 'membersAdded', '__proto__'), json)
      .map(([key, value]) => JSON.stringify({ ...good, [key]: value }));
    const nested = fc
      .tuple(fc.constantFrom('from', 'conversation', 'channelData', 'recipient'), fc.object({ maxDepth: 2 }))
      .map(([key, value]) => JSON.stringify({ ...good, [key]: value }));
    const body = fc.oneof(
      mutated.map((text) => Buffer.from(text)),
      nested.map((text) => Buffer.from(text)),
      json.map((value) => Buffer.from(JSON.stringify(value))),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.integer({ min: 1, max: 5_000 }).map((depth) => Buffer.from('{"a":'.repeat(depth))),
    );
    const headerText = fc.stringMatching(/^[\x21-\x7e]{0,60}$/);
    const extra = fc.dictionary(
      fc.constantFrom(
        'authorization',
        'content-encoding',
        'webhook-id',
        'webhook-signature',
        'expect',
        'upgrade',
      ),
      headerText,
    );
    interface Call {
      path: string;
      method: string;
      type: string;
      host: string;
      extra: Record<string, string>;
      body: Buffer;
    }
    const wellFormed: fc.Arbitrary<Call> = fc.record({
      path: fc.constant('/api/messages'),
      method: fc.constant('POST'),
      type: fc.constant('application/json'),
      host: fc.constant('localhost'),
      extra: fc.constant({}),
      body,
    });
    const anything: fc.Arbitrary<Call> = fc.record({
      path: fc.oneof(
        fc.constantFrom('/api/messages', '/api/events', '/api/mail', '/health/ready'),
        fc.stringMatching(/^\/[\x21-\x7e]{0,20}$/),
      ),
      method: fc.constantFrom('POST', 'POST', 'GET', 'PUT', 'OPTIONS', 'HEAD', 'DELETE'),
      type: fc.oneof(
        fc.constantFrom('application/json', 'application/cloudevents+json', 'message/rfc822'),
        headerText,
      ),
      host: fc.oneof(fc.constant('localhost'), headerText),
      extra,
      body,
    });
    const sent = fc.oneof(wellFormed, anything);
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const statuses = new Set<number | string>();
    const send = ({ path, method, type, host, extra, body }: Call) =>
      new Promise<number | string>((resolve) => {
        const headers = { ...extra, 'content-type': type, host };
        const to = { port: edge.port, host: '127.0.0.1', agent, path, method, headers };
        const call = request(to, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        });
        call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
        // Node's client sends a body without its length with the others.
        call.end(method === 'POST' || method === 'PUT' ? body : undefined);
      });

    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: 20, maxLength: 20 }), async (calls) => {
        for (const status of await Promise.all(calls.map(send))) statuses.add(status);
      }),
      { numRuns: 300, seed: 20_261_123 },
    );

    agent.destroy();
    const ordered = [...statuses].sort((a, b) => Number(a) - Number(b));
    expect(ordered).toEqual([200, 400, 401, 403, 404, 405, 415, 417]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect((await fetch(`${edge.url}/health/live`)).status).toBe(200);
  }, 60_000);
});

describe('a crowd of connections', () => {
  const MAX_CONNECTIONS = 20;

  /** A server with little room. */
  async function small(before: () => Promise<void> = () => Promise.resolve()) {
    const none = () => Promise.resolve({ status: 404 });
    const server = await startServer({
      server: { host: '127.0.0.1', port: 0 },
      messages: none,
      events: async (request) => {
        await request.resume().toArray();
        await before();
        return { status: 202 };
      },
      mail: none,
      partnerCenter: none,
      mcp: none,
      protectedResource: none,
      open: () => Promise.resolve({ status: 404 }),
      readiness: () => Promise.resolve({ store: 'sqlite', pending: 0, oldestPendingSeconds: 0, dead: 0 }),
      log: { debug() {}, info() {}, warn() {}, error() {} },
      mostConnections: MAX_CONNECTIONS,
    });
    return { server, url: `http://127.0.0.1:${server.port}` };
  }

  it.each([
    ['say nothing', ''],
    ['send half a head', 'GET /health/live HTTP/1.1\r\nhos'],
    ['send half a body', 'POST /api/events HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{'],
  ])('that %s shuts nobody out: the longest silent go first', async (_case, sent) => {
    const { server, url } = await small();
    const ended: number[] = [];
    const sockets = Array.from({ length: MAX_CONNECTIONS * 3 }, (_none, at) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(sent));
      socket.on('error', () => undefined).once('close', () => ended.push(at));
      return socket;
    });
    await Promise.all(
      sockets.filter(({ connecting }) => connecting).map((socket) => once(socket, 'connect')),
    );

    try {
      for (let time = 0; time < 3; time++) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect(ended.length).toBeGreaterThanOrEqual(MAX_CONNECTIONS);
      expect(ended.slice(0, 5).every((at) => at < MAX_CONNECTIONS * 2)).toBe(true);
    } finally {
      for (const socket of sockets) socket.destroy();
      await server.close(0);
    }
  });

  it('of whom all wait for an answer is let be: health is answered beside them, others are told to come back', async () => {
    const finish = gate();
    const all = gate();
    let begun = 0;
    const { server, url } = await small(async () => {
      if (++begun === MAX_CONNECTIONS) all.open();
      await finish.passed;
    });
    const events = () => fetch(`${url}/api/events`, { method: 'POST', body: '{}' });
    const waiting = Array.from({ length: MAX_CONNECTIONS }, events);
    await all.passed;

    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect((await events()).status).toBe(503);
    finish.open();

    const statuses = (await Promise.all(waiting)).map(({ status }) => status);
    expect(statuses).toEqual(Array(MAX_CONNECTIONS).fill(202));
    await server.close(0);
  });

  it('leaves alone a connection of which a further answer is due', async () => {
    const finish = gate();
    const { server, url } = await small(() => finish.passed);
    const busy = connect(server.port, '127.0.0.1');
    busy.write('GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n');
    busy.write('POST /api/events HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}');
    await once(busy, 'data');
    const heard = told(busy);
    const sockets = Array.from({ length: MAX_CONNECTIONS * 2 }, () => connect(server.port, '127.0.0.1'));
    for (const socket of sockets) socket.on('error', () => undefined);
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    finish.open();

    expect(await heard).toMatch(/HTTP\/1\.1 202/);
    for (const socket of sockets) socket.destroy();
    await server.close(0);
  });
});
