import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { say } from '../../src/words/say.ts';
import { asText } from '../../src/words/text.ts';
import { APP, startEdge, TENANT, type Edge } from '../support/edge.ts';
import { ISSUER, type Claims, type TokenHeader } from '../support/open-id-server.ts';

let edge: Edge;

beforeAll(async () => {
  edge = await startEdge();
});

afterAll(() => edge.close());

afterEach(() => {
  edge.onTurn = async () => undefined;
  edge.isServed = (tenantId) => Promise.resolve(tenantId === TENANT);
  edge.turns.length = 0;
  edge.lines.length = 0;
});

interface Sending {
  readonly claims?: Claims;
  readonly header?: TokenHeader;
  /** Instead of a token made of claims and header. */
  readonly authorization?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

async function post(activity: unknown, sending: Sending = {}): Promise<Response> {
  const authorization =
    'authorization' in sending
      ? sending.authorization
      : `Bearer ${await edge.openId.token(sending.claims, sending.header)}`;
  return fetch(`${edge.url}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
      ...sending.headers,
    },
    body: sending.body ?? JSON.stringify(activity),
  });
}

const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

describe('a call with a good token', () => {
  it('runs its turn and answers through the connector with a token of our own', async () => {
    edge.onTurn = async (context) => void (await context.sendActivity(`echo ${context.activity.text}`));

    const response = await post(edge.activity());

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    const call = edge.connector.calls.at(-1);
    expect(call).toMatchObject({
      method: 'POST',
      path: 'v3/conversations/a%3Achat/activities/f%3A1',
      authorization: 'Bearer outgoing-1',
      body: { type: 'message', text: 'echo hello', replyToId: 'f:1' },
    });
  });

  it('gets one token for many turns at once', async () => {
    edge.onTurn = async (context) => void (await context.sendActivity('x'));

    const responses = await Promise.all(Array.from({ length: 50 }, () => post(edge.activity())));

    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
    expect(edge.openId.counts).toEqual({ keys: 1, metadata: 1, tokens: 1 });
  });

  it.each<[string, Claims]>([
    ['expired 4:55 ago', { exp: seconds(-295) }],
    ['not valid for another 4:55', { nbf: seconds(295) }],
    ['without nbf', { nbf: undefined }],
  ])('is served when the token is %s', async (_case, claims) => {
    expect((await post(edge.activity(), { claims })).status).toBe(200);
  });

  it('hands the handler instants as dates and drops what is none', async () => {
    const seen: unknown[] = [];
    edge.onTurn = (context) => {
      seen.push(context.activity.timestamp, context.activity.localTimestamp);
      return Promise.resolve();
    };

    await post(edge.activity({ localTimestamp: 'yesterday' }));

    expect(seen).toEqual([new Date('2026-11-23T12:00:00.000Z'), undefined]);
  });

  it('logs the activity id and neither text nor names nor tokens', async () => {
    await post(edge.activity({ text: 'canary-text' }));

    expect(edge.lines.join()).toContain('"activityId":"f:1"');
    expect(edge.lines.join()).not.toMatch(/canary|Alex|Bearer|eyJ/);
  });
});

describe('a call with a bad token', () => {
  it.each<[string, Sending]>([
    ['no header', { authorization: undefined }],
    ['an empty header', { authorization: '' }],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['garbage', { authorization: 'Bearer garbage' }],
    ['parts that are no JSON', { authorization: 'Bearer aaaa.bbbb.cccc' }],
    ['a header of 10 kB', { authorization: `Bearer ${'a'.repeat(5_000)}.${'b'.repeat(5_000)}.c` }],
    ['another audience', { claims: { aud: TENANT } }],
    ['a list of audiences', { claims: { aud: [APP] } }],
    ['no audience', { claims: { aud: undefined } }],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    [
      "an emulator's issuer",
      { claims: { iss: `https://sts.windows.net/${TENANT}/`, appid: APP, ver: '1.0' } },
    ],
    [
      'a version 2 token of a tenant',
      { claims: { iss: `https://login.microsoftonline.com/${TENANT}/v2.0` } },
    ],
    ['an end 5:05 ago', { claims: { exp: seconds(-305) } }],
    ['no end', { claims: { exp: undefined } }],
    ['a start 6 minutes ahead', { claims: { nbf: seconds(360) } }],
    ['an unknown key', { header: { kid: 'k2' } }],
    ['no key named', { header: { kid: undefined } }],
    ['a number for a key', { header: { kid: 1 } }],
    ['a key name of 1,000 letters', { header: { kid: 'k'.repeat(1_000) } }],
    ["a stranger's signature", { header: { stranger: true } }],
    ['no algorithm', { header: { alg: 'none' } }],
    ['RS384', { header: { alg: 'RS384' } }],
    ['another service URL', { claims: { serviceurl: 'https://smba.trafficmanager.net/teams/' } }],
    ['no service URL', { claims: { serviceurl: undefined } }],
    ["a skill's claims", { claims: { ver: '1.0', appid: '99999999-0000-4000-8000-000000000000' } }],
  ])('is refused: %s', async (_case, sending) => {
    const response = await post(edge.activity(), sending);

    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
    expect(edge.turns).toEqual([]);
  });

  it('is refused: an end in words', async () => {
    const token = await edge.openId.token();
    const [head, , signature] = token.split('.');
    const claims = { iss: ISSUER, aud: APP, serviceurl: edge.connector.url, exp: 'never' };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');

    expect(
      (await post(edge.activity(), { authorization: `Bearer ${head}.${payload}.${signature}` })).status,
    ).toBe(401);
  });

  it('is refused: HS256 with the public key as its secret', async () => {
    const authorization = `Bearer ${await edge.openId.confusedToken({})}`;

    expect((await post(edge.activity(), { authorization })).status).toBe(401);
  });

  it('is refused: a lower-case scheme', async () => {
    expect(
      (await post(edge.activity(), { authorization: `bearer ${await edge.openId.token()}` })).status,
    ).toBe(401);
  });

  it('is refused: claims changed after signing', async () => {
    const [head, , signature] = (await edge.openId.token()).split('.');
    const [, payload] = (await edge.openId.token({ extra: 1 })).split('.');

    expect(
      (await post(edge.activity(), { authorization: `Bearer ${head}.${payload}.${signature}` })).status,
    ).toBe(401);
  });

  it('makes no storm of key look-ups, prints nothing and keeps nothing', async () => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const before = { ...edge.openId.counts };

    for (let n = 0; n < 50; n++) {
      const tid = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      expect((await post(edge.activity(), { claims: { tid }, header: { stranger: true } })).status).toBe(401);
      expect((await post(edge.activity(), { claims: { tid }, header: { kid: `x${n}` } })).status).toBe(401);
    }

    expect(edge.openId.counts.metadata - before.metadata).toBeLessThanOrEqual(1);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });
});

describe('an activity that is not for us', () => {
  it.each<[string, Record<string, unknown>]>([
    ['of the emulator', { channelId: 'emulator' }],
    ['of web chat', { channelId: 'webchat' }],
    ['of an app service extension', { channelId: 'AseChannel' }],
    ['of no channel', { channelId: undefined }],
    ['of tenants that disagree', { channelData: { tenant: { id: APP } } }],
    ['of no tenant', { channelData: {}, conversation: { id: 'a:chat' } }],
    ['of a tenant that is no GUID', { channelData: {}, conversation: { id: 'a:chat', tenantId: 'contoso' } }],
    [
      'of a tenant that is not served',
      { channelData: { tenant: { id: APP } }, conversation: { id: 'a', tenantId: APP } },
    ],
  ])('is refused: %s', async (_case, overrides) => {
    const response = await post(edge.activity(overrides));

    expect(response.status).toBe(403);
    expect(edge.turns).toEqual([]);
  });

  it.each([
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/smba.trafficmanager.net/',
    'http://smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://user@smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net:8443/teams/',
    'https://smba.trafficmanager.net./teams/',
    'https://xn--smba-trafficmanager.net/',
    'https://botframework.com.evil.example/',
    'https://notbotframework.com/',
    'https://smba.trafficmanager.net/teams/?to=evil',
    'http://localhost:1/',
    'file:///etc/passwd',
    '//smba.trafficmanager.net/teams/',
    '',
  ])('is refused although its token agrees: %s', async (serviceUrl) => {
    const response = await post(edge.activity({ serviceUrl }), { claims: { serviceurl: serviceUrl } });

    expect([401, 403]).toContain(response.status);
    expect(response.status).toBe(serviceUrl === '' ? 401 : 403);
    expect(edge.turns).toEqual([]);
  });

  it.each([
    'https://smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net/emea/',
    'https://europe.botframework.com/',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
  ])('is served from %s', async (serviceUrl) => {
    expect((await post(edge.activity({ serviceUrl }), { claims: { serviceurl: serviceUrl } })).status).toBe(
      200,
    );
  });

  it('is served with its tenant named once only', async () => {
    expect((await post(edge.activity({ channelData: undefined }))).status).toBe(200);
    expect((await post(edge.activity({ conversation: { id: 'a:chat' } }))).status).toBe(200);
  });

  it('waits for the store, not for luck, when tenants cannot be looked up', async () => {
    edge.isServed = () => Promise.reject(new Error('canary: store down'));

    const response = await post(edge.activity());

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(edge.lines.join()).not.toContain('canary');
    expect(edge.turns).toEqual([]);
  });
});

describe('a body', () => {
  it.each<[string, unknown]>([
    ['of no type', { type: undefined }],
    ['with a number for a type', { type: 5 }],
    ['with a number for a text', { text: 5 }],
    ['from nobody', { from: null }],
    ['in no conversation', { conversation: null }],
    ['in a conversation without id', { conversation: { tenantId: TENANT } }],
    ['with a word for channel data', { channelData: 'x' }],
    ['with entities of null', { entities: [null] }],
  ])('is no activity: %s', async (_case, overrides) => {
    const response = await post(edge.activity(overrides as Record<string, unknown>));

    expect(response.status).toBe(400);
    expect(edge.turns).toEqual([]);
  });

  it.each<[string, string | Buffer]>([
    ['an empty one', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['half a JSON', '{"type":"mess'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['33 levels deep', '['.repeat(33) + ']'.repeat(33)],
    ['100,000 levels deep', '['.repeat(100_000)],
  ])('is refused: %s', async (_case, body) => {
    expect((await post(undefined, { body })).status).toBe(400);
  });

  it('may hold brackets in its text and 32 levels', async () => {
    const value = JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) as unknown;

    expect((await post(edge.activity({ text: '[{"'.repeat(100), value: { value } }))).status).toBe(200);
  });

  it('is refused above 256 KiB, with and without a length', async () => {
    const big = JSON.stringify(edge.activity({ text: 'x'.repeat(262_144) }));
    const token = await edge.openId.token();
    const unsized = await fetch(`${edge.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: new Blob([big]).stream(),
      duplex: 'half',
    });

    expect((await post(undefined, { body: big })).status).toBe(413);
    expect(unsized.status).toBe(413);
    expect((await post(edge.activity({ text: 'x'.repeat(260_000) }))).status).toBe(200);
  });

  it.each(['gzip', 'br', 'deflate', 'identity, gzip', 'x'])(
    'is refused unread when it is packed (%s), true or not',
    async (encoding) => {
      const headers = { 'content-encoding': encoding };
      const body = gzipSync(JSON.stringify(edge.activity()));

      expect((await post(undefined, { headers, body })).status).toBe(415);
      expect((await post(edge.activity(), { headers })).status).toBe(415);
      expect((await fetch(`${edge.url}/health/live`)).status).toBe(200);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'is refused as %s',
    async (type) => {
      expect((await post(edge.activity(), { headers: { 'content-type': type } })).status).toBe(415);
    },
  );

  it('is read with a charset named', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };

    expect((await post(edge.activity(), { headers })).status).toBe(200);
  });

  it('never gives an object another prototype', async () => {
    const seen: unknown[] = [];
    edge.onTurn = (context) => {
      const value = context.activity.value as Record<string, unknown>;
      seen.push(Object.assign({}, value)['role'], Object.keys(value));
      return Promise.resolve();
    };
    const text = JSON.stringify(edge.activity({ value: { a: 1 } }));

    for (const key of ['__proto__', String.raw`\u005f_proto__`]) {
      await post(undefined, { body: text.replace('{"a":1}', `{"${key}":{"role":"admin"}}`) });
    }

    expect(seen).toEqual([undefined, ['(proto)'], undefined, ['(proto)']]);
    expect(({} as Record<string, unknown>)['role']).toBeUndefined();
  });
});

describe('an invoke', () => {
  const invoke = { type: 'invoke', name: 'adaptiveCard/action', text: undefined, value: {} };

  it('is answered 200 with what the handler said', async () => {
    const body = { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'forbidden' } };
    edge.onTurn = async (context) =>
      void (await context.sendActivity({ type: 'invokeResponse', value: { status: 400, body } }));

    const response = await post(edge.activity(invoke));

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(body);
  });

  it.each(['normal', 'expectReplies'])(
    'is answered 200 when nothing handled it (%s)',
    async (deliveryMode) => {
      const response = await post(edge.activity({ ...invoke, deliveryMode }));

      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ statusCode: 400, value: { code: 'invalid' } });
    },
  );

  it('is answered 200 with an apology and the id when its handler fails', async () => {
    edge.onTurn = () => Promise.reject(new TypeError('canary: password=hunter2'));

    const response = await post(edge.activity(invoke));
    const text = await response.text();

    expect(response.status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      statusCode: 500,
      type: 'application/vnd.microsoft.error',
      value: { code: 'fault', message: expect.stringContaining('f:1') },
    });
    expect(text + edge.lines.join()).not.toMatch(/canary|hunter2/);
    expect(edge.lines.filter((line) => line.includes('turn failed'))).toHaveLength(1);
  });
});

describe('an invoke of a dialog whose turn fails', () => {
  it.each(['task/fetch', 'task/submit'])('shows the apology and the id in the dialog: %s', async (name) => {
    edge.onTurn = () => Promise.reject(new Error('canary'));

    const response = await post(edge.activity({ type: 'invoke', name, value: {} }));

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      statusCode: 500,
      value: { code: 'fault' },
      task: { type: 'message', value: expect.stringContaining('f:1') },
    });
  });
});

describe('a message whose turn fails', () => {
  it('is answered 200, and the person gets an apology with the id', async () => {
    edge.onTurn = () => Promise.reject(new Error('canary'));

    const response = await post(edge.activity());

    expect(response.status).toBe(200);
    expect(edge.connector.calls.at(-1)?.body['text']).toBe(
      say({ locale: 'en' }, 'refusals.fault', { id: asText('f:1') }),
    );
    expect(edge.lines.join()).not.toContain('canary');
  });

  it('is answered 200 also when the apology does not get through', async () => {
    edge.connector.plan = () => ({ status: 403, code: 'MessageWritesBlocked' });
    edge.onTurn = async (context) => void (await context.sendActivity('hello'));

    const response = await post(edge.activity());

    edge.connector.plan = () => undefined;
    expect(response.status).toBe(200);
    expect(edge.lines.join()).toContain('apology not delivered');
  });
});

describe('signing keys', () => {
  const call = async (other: Edge) => {
    const response = await fetch(`${other.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await other.openId.token()}`,
      },
      body: JSON.stringify(other.activity()),
    });
    return response.status;
  };

  it.each([
    ['for another channel', ['webchat']],
    ['for none', []],
  ])('that are endorsed %s sign nothing', async (_case, endorsements) => {
    const other = await startEdge({ endorsements });

    expect(await call(other)).toBe(401);
    expect(other.turns).toEqual([]);
    await other.close();
  });

  it('are fetched once for many callers at once', async () => {
    const other = await startEdge();

    const statuses = await Promise.all(Array.from({ length: 50 }, () => call(other)));

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(other.openId.counts).toMatchObject({ metadata: 1, keys: 1 });
    await other.close();
  });

  it.each<[string, number | 'hang']>([
    ['cannot be fetched', 500],
    ['are not answered', 'hang'],
  ])('that %s make callers come again', async (_case, fault) => {
    const other = await startEdge();
    other.openId.fault = fault;
    const token = await other.openId.token();

    const responses = await Promise.all(
      Array.from({ length: 20 }, () =>
        fetch(`${other.url}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify(other.activity()),
        }),
      ),
    );

    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([503]));
    await other.close();
  });

  it('are looked up again for a new one a minute later, and outlive an outage of days', async () => {
    const other = await startEdge();
    let ahead = 0;
    other.now = () => new Date(Date.now() + ahead);
    const call = async (claims: Claims = {}) => {
      const exp = seconds(600 + ahead / 1000);
      const token = await other.openId.token({ exp, ...claims });
      const response = await fetch(`${other.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(other.activity()),
      });
      return response.status;
    };
    expect(await call()).toBe(200);
    await other.openId.rotate('k2');
    expect(await call()).toBe(401);

    ahead = 61_000;
    expect(await call()).toBe(200);
    other.openId.fault = 500;
    ahead = 3 * 86_400_000;

    expect(await call()).toBe(200);
    await other.close();
  });
});

describe('anonymous mode', () => {
  it('asks for no token, sends none, and holds everything else', async () => {
    const open = await startEdge({ anonymous: true });
    const call = async (activity: Record<string, unknown>) => {
      const response = await fetch(`${open.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      });
      return response.status;
    };
    open.onTurn = async (context) => void (await context.sendActivity('hello'));

    expect(await call(open.activity())).toBe(200);
    expect(open.connector.calls.map((one) => one.authorization)).toEqual([undefined]);
    expect(await call(open.activity({ channelId: 'emulator' }))).toBe(403);
    expect(await call(open.activity({ serviceUrl: 'https://evil.example/' }))).toBe(403);
    expect(await call(open.activity({ channelData: { tenant: { id: APP } } }))).toBe(403);
    expect(open.openId.counts).toEqual({ keys: 0, metadata: 0, tokens: 0 });
    await open.close();
  });
});

describe('a connection', () => {
  /** Sends bytes as they are; resolves with what comes back until the server closes. */
  async function raw(text: string): Promise<string> {
    const socket = connect(edge.port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => void chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.write(text);
    socket.setTimeout(5_000, () => socket.destroy());
    await once(socket, 'close');
    return Buffer.concat(chunks).toString();
  }

  it.each([
    [
      'a Host that is no host',
      'GET /health/live HTTP/1.1\r\nHost: %%% ][\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 200/,
    ],
    ['two slashes', 'GET //health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 404/],
    [
      'a target that is no URL',
      'GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 404/,
    ],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 404/],
    [
      'another method',
      'DELETE /api/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 405/,
    ],
    [
      'another protocol',
      'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1.1 200/,
    ],
    ['no HTTP at all', 'hello\r\n\r\n', /^HTTP\/1.1 400/],
    ['headers of 20 kB', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1.1 431/],
    [
      'a length and chunks',
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1.1 400/,
    ],
  ])('that sends %s gets a plain answer', async (_case, text, answer) => {
    expect(await raw(text)).toMatch(answer);
    expect((await fetch(`${edge.url}/health/live`)).status).toBe(200);
  });

  it('names neither the server nor what was asked for', async () => {
    const response = await fetch(`${edge.url}/secret-path?x=canary`);

    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
    expect(response.headers.get('server')).toBeNull();
  });
});
