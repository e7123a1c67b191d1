import { createQueues } from '../../src/usecases/decide-again.ts';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { acceptEvents } from '../../src/usecases/events/accept.ts';
import { inboxKey } from '../../src/usecases/events/inbox.ts';
import { refuse } from '../../src/domain/shared/result.ts';
import { DAY_MS } from '../../src/domain/shared/time.ts';
import { recipientsIn } from '../../src/mail/open-mail.ts';
import { keepMail } from '../../src/usecases/events/keep-mail.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { SECRET, startEdge, type Edge } from '../support/edge.ts';
import { memoryDocuments, type MemoryDocuments } from '../support/memory-documents.ts';
import { EventDocument, MailDocument } from '../../src/usecases/events/documents.ts';

const OLD_SECRET = 'whsec_c29tZSBvbGRlciBzZWNyZXQgdG8gcm90YXRl';
const ONE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const noon = new Date('2026-11-23T12:00:00.000Z');

let edge: Edge;
let documents: MemoryDocuments;
let now: Date;

beforeAll(async () => {
  edge = await startEdge({ secrets: [SECRET, OLD_SECRET] });
  edge.now = () => now;
});

afterAll(() => edge.close());

beforeEach(() => {
  now = noon;
  documents = memoryDocuments();
  const parts = { documents, clock: { now: () => now }, queues: createQueues() };
  edge.acceptEvents = (events) => acceptEvents(parts, events);
  edge.keepMail = (id, raw) => keepMail(parts, recipientsIn, id, raw);
  edge.lines.length = 0;
});

function referral(overrides: Record<string, unknown> = {}, customer: Record<string, unknown> = {}) {
  return {
    referralId: 'R-1',
    kind: 'benefit',
    customer: {
      customerId: '11111111-2222-4333-8444-55555555555A',
      name: 'Contoso',
      country: 'us',
      language: 'EN',
      industry: 'Retail',
      seats: 300,
      contact: { name: 'Canary Person', email: 'canary@contoso.com', phone: '+1 555' },
      ...customer,
    },
    workloads: ['teams', 'exchange'],
    requestedAt: '2026-11-23T11:00:00Z',
    ...overrides,
  };
}

function event(overrides: Record<string, unknown> = {}) {
  return {
    specversion: '1.0',
    id: 'e-1',
    source: '/referrals',
    type: 'porter.referral.received',
    time: '2026-11-23T11:00:00Z',
    data: referral(),
    ...overrides,
  };
}

interface Sending {
  readonly path?: string;
  readonly type?: string;
  readonly secret?: string;
  readonly at?: Date;
  readonly id?: string;
  readonly headers?: Record<string, string>;
}

function post(body: unknown, sending: Sending = {}): Promise<Response> {
  const { path = '/api/events', type = ONE, secret = SECRET, at = now, id = 'msg-1' } = sending;
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return fetch(`${edge.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, text),
      ...sending.headers,
    },
    body: text,
  });
}

async function errors(response: Response): Promise<string[]> {
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const { errors } = (await response.json()) as { errors: string[] };
  expect(documents.stored.size).toBe(0);
  return errors;
}

describe('a signed event', () => {
  it('is kept with the job that handles it, in one partition', async () => {
    const response = await post(event());

    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ accepted: 1, duplicates: 0 });
    const hash = createHash('sha256').update('["/referrals","e-1"]').digest('hex');
    const kept = await documents.get(EventDocument, `inbox/${hash}`, 'event');
    const job = await documents.get(JobDocument, `inbox/${hash}`, 'job:handle');
    expect(kept?.value).toEqual({
      source: '/referrals',
      id: 'e-1',
      type: 'porter.referral.received',
      time: new Date('2026-11-23T11:00:00Z'),
      data: {
        ...referral({ requestedAt: '2026-11-23T11:00:00.000Z' }),
        customer: {
          ...referral().customer,
          customerId: '11111111-2222-4333-8444-55555555555a',
          country: 'US',
          language: 'en',
        },
      },
      receivedAt: noon,
      handled: true,
    });
    expect(job?.value).toMatchObject({ task: { task: 'event.handle' }, dueAt: noon });
  });

  it('changes nothing when it comes again, whatever it says then', async () => {
    await post(event());
    const before = [...documents.stored.values()];

    const again = await post(event({ data: referral({ kind: 'standard' }) }), { id: 'msg-2' });

    expect(await again.json()).toEqual({ accepted: 0, duplicates: 1 });
    expect([...documents.stored.values()]).toEqual(before);
  });

  it('is another one from another source', async () => {
    await post(event());

    const other = await post(event({ source: '/others' }));

    expect(await other.json()).toEqual({ accepted: 1, duplicates: 0 });
    expect(inboxKey({ source: 'a', id: 'b"c' })).not.toBe(inboxKey({ source: 'a","b', id: 'c' }));
  });

  it.each([
    [
      'porter.referral.withdrawn',
      { referralId: 'R-1', reason: 'no longer needed', withdrawnAt: '2026-11-23T11:00:00+00:00' },
    ],
    [
      'porter.dpor.changed',
      {
        subscriptionId: '11111111-2222-4333-8444-555555555555',
        customer: { customerId: '11111111-2222-4333-8444-555555555555', name: 'Contoso' },
        product: 'office-365',
        previousPartnerId: null,
        partnerId: '123456',
        changedAt: '2026-11-23T11:00:00Z',
      },
    ],
    [
      'porter.claim.customer-responded',
      { claimId: 'C-1', consent: 'declined', respondedAt: '2026-11-23T11:00:00Z' },
    ],
  ])('of type %s has a job', async (type, data) => {
    await post(event({ type, data }));

    expect([...documents.stored.values()].map((stored) => stored.kind)).toEqual(['event', 'job']);
  });
});

describe('a batch', () => {
  it('counts what is new, what is known and what it holds twice', async () => {
    await post(event());

    const response = await post([event(), event({ id: 'e-2' }), event({ id: 'e-2' }), event({ id: 'e-3' })], {
      type: BATCH,
    });

    expect(await response.json()).toEqual({ accepted: 2, duplicates: 2 });
  });

  it('holds 500 at most', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => event({ id: `e-${n}` }));

    expect(await (await post(many(500), { type: BATCH })).json()).toEqual({ accepted: 500, duplicates: 0 });
    documents.stored.clear();
    expect(await errors(await post(many(501), { type: BATCH }))).toEqual(['must be at most 500 events']);
  });

  it('may be empty', async () => {
    expect(await (await post([], { type: BATCH })).json()).toEqual({ accepted: 0, duplicates: 0 });
  });

  it('is stored whole or not at all, and names every bad field of every event', async () => {
    const response = await post(
      [
        event(),
        event({ id: '', type: 'porter.unknown' }),
        event({ data: referral({ workloads: ['teams', 'word'] }, { seats: '300', country: 'USA' }) }),
        'x',
      ],
      { type: BATCH },
    );

    const lines = await errors(response);
    expect(lines.map((line) => line.split(': ')[0])).toEqual([
      '[1].id',
      '[1].type',
      '[2].data.customer.country',
      '[2].data.customer.seats',
      '[2].data.workloads[1]',
      '[3]',
    ]);
    expect(lines[1]).toContain('porter.unknown');
  });

  it('that the store fails midway is to be sent again, and then is whole', async () => {
    const many = Array.from({ length: 100 }, (_, n) => event({ id: `e-${n}` }));
    let commits = 0;
    documents.onCommit = () => {
      if (++commits === 40) throw new Error('canary: store down');
    };

    const first = await post(many, { type: BATCH });
    const kept = documents.stored.size / 2;
    documents.onCommit = () => undefined;
    const second = await post(many, { type: BATCH });

    expect(first.status).toBe(503);
    expect(first.headers.get('retry-after')).toBe('5');
    expect(await second.json()).toEqual({ accepted: 100 - kept, duplicates: kept });
    expect(documents.stored.size).toBe(200);
    expect(edge.lines.join()).not.toContain('canary');
  });
});

describe('an event of another writer', () => {
  const contact = { name: 'Anna', email: 'anna@contoso.com', phone: '' };

  it.each<[string, Record<string, unknown>]>([
    ['a time of null', event({ time: null })],
    [
      'every optional attribute null',
      event({ time: null, subject: null, dataschema: null, datacontenttype: null }),
    ],
    ['an extension of null', event({ traceparent: null })],
    ['a contact of null', event({ data: referral({ notes: null }, { contact: null }) })],
    ['a contact without phone', event({ data: referral({}, { contact: { ...contact, phone: undefined } }) })],
    ['a phone of null', event({ data: referral({}, { contact: { ...contact, phone: null } }) })],
    [
      'times in small letters',
      event({ time: '2026-11-23t11:00:00z', data: referral({ requestedAt: '2026-11-20t10:00:00.5z' }) }),
    ],
    ...[
      'info@käserei-müller.ch',
      'sales&support@contoso.com',
      'Hähnchen@contoso.de',
      "o'@contoso.com",
      '"john doe"@contoso.com',
      ' anna@contoso.com ',
      'anna@xn--kserei-mller-gcb75a.ch',
    ].map((email): [string, Record<string, unknown>] => [
      `the address ${email}`,
      event({ data: referral({}, { contact: { ...contact, email } }) }),
    ]),
  ])('is taken with %s', async (_case, body) => {
    const answer = await post({ ...body, id: crypto.randomUUID() });

    expect(answer.status).toBe(202);
  });

  it('is refused where null stands for something that is needed', async () => {
    const body = event({ id: null, data: referral({ requestedAt: null }, { name: null }) });

    expect((await errors(await post(body))).map((line) => line.split(':')[0])).toEqual([
      'id',
      'data.customer.name',
      'data.requestedAt',
    ]);
  });

  it('is refused with more values than any batch needs', async () => {
    const answer = await post(event({ data: { ...referral(), more: Array(50_001).fill(0) } }));

    expect(answer.status).toBe(400);
  });
});

const NIL = '00000000-0000-0000-0000-000000000000';

describe('a bad event', () => {
  it.each<[string, unknown, string[]]>([
    ['another version', event({ specversion: '0.3' }), ['specversion']],
    ['no source', event({ source: undefined }), ['source']],
    ['no type', event({ type: undefined }), ['type']],
    ['a type nobody knows', event({ type: 'porter.nothing' }), ['type']],
    ['a type of the prototype', event({ type: 'constructor' }), ['type']],
    ['no data', event({ data: undefined }), ['data']],
    ['data in base64', event({ data: undefined, data_base64: 'e30=' }), ['data']],
    ['data that is no JSON', event({ datacontenttype: 'text/xml' }), ['datacontenttype']],
    ['a list', [event()], ['event']],
    ['a time elsewhere', event({ time: '2026-11-23T11:00:00+01:00' }), ['time']],
    ['a day for a time', event({ data: referral({ requestedAt: '2026-11-23' }) }), ['data.requestedAt']],
    ['an id of 65 letters', event({ data: referral({ referralId: 'R'.repeat(65) }) }), ['data.referralId']],
    ['another kind', event({ data: referral({ kind: 'gift' }) }), ['data.kind']],
    ['no workloads', event({ data: referral({ workloads: [] }) }), ['data.workloads']],
    ['21 workloads', event({ data: referral({ workloads: Array(21).fill('teams') }) }), ['data.workloads']],
    ['seats below none', event({ data: referral({}, { seats: -1 }) }), ['data.customer.seats']],
    ['half a seat', event({ data: referral({}, { seats: 1.5 }) }), ['data.customer.seats']],
    [
      'a customer without GUID',
      event({ data: referral({}, { customerId: 'x' }) }),
      ['data.customer.customerId'],
    ],
    [
      'a contact without address',
      event({ data: referral({}, { contact: { name: 'x', email: 'x', phone: '' } }) }),
      ['data.customer.contact.email'],
    ],
    ['notes too long', event({ data: referral({ notes: 'x'.repeat(4_001) }) }), ['data.notes']],
  ])('names the field: %s', async (_case, body, fields) => {
    expect((await errors(await post(body))).map((line) => line.split(':')[0])).toEqual(fields);
  });

  const dpor = (data: object) =>
    event({
      type: 'porter.dpor.changed',
      data: {
        subscriptionId: '11111111-2222-4333-8444-555555555555',
        customer: { customerId: '11111111-2222-4333-8444-555555555555', name: 'Contoso' },
        product: 'azure',
        previousPartnerId: null,
        partnerId: '123456',
        changedAt: '2026-11-23T11:00:00Z',
        ...data,
      },
    });

  it.each<[string, object, string]>([
    ['a subscription without GUID', { subscriptionId: 'x' }, 'data.subscriptionId'],
    ['a customer without name', { customer: { customerId: NIL, name: ' ' } }, 'data.customer.name'],
    ['no word of who held it', { previousPartnerId: undefined }, 'data.previousPartnerId'],
    ['a PartnerID of three digits', { partnerId: '123' }, 'data.partnerId'],
    ['a PartnerID as a number', { partnerId: 123_456 }, 'data.partnerId'],
    ['a time of another zone', { changedAt: '2026-11-23T11:00:00+02:00' }, 'data.changedAt'],
    ['no product', { product: '' }, 'data.product'],
    ['somebody of 201 letters', { changedBy: 'x'.repeat(201) }, 'data.changedBy'],
  ])('of a DPOR change names the field: %s', async (_case, data, field) => {
    const lines = await errors(await post([dpor({}), dpor(data)], { type: BATCH }));

    expect(lines.map((line) => line.split(':')[0])).toEqual([`[1].${field}`]);
  });

  it('is not repeated in the answer', async () => {
    const response = await post(
      event({ data: referral({ kind: 'canary-kind' }, { name: '', seats: 'canary' }) }),
    );

    expect((await errors(response)).join()).not.toContain('canary');
  });

  it.each([
    ['no JSON', '{'],
    ['too deep', '['.repeat(40)],
    ['nothing', ''],
  ])('is refused: %s', async (_case, body) => {
    await errors(await post(body));
  });
});

describe('a signature', () => {
  it('of any of the secrets will do', async () => {
    expect((await post(event(), { secret: OLD_SECRET })).status).toBe(202);
    expect((await post(event(), { secret: 'whsec_c29tZWJvZHkgZWxzZQ==' })).status).toBe(401);
  });

  it('may stand among others', async () => {
    const text = JSON.stringify(event());
    const good = new Webhook(SECRET).sign('msg-1', now, text);

    expect((await post(text, { headers: { 'webhook-signature': `v1,AAAA v1a,BBBB ${good}` } })).status).toBe(
      202,
    );
    expect((await post(text, { headers: { 'webhook-signature': good.replace('v1,', 'v2,') } })).status).toBe(
      401,
    );
  });

  it.each([
    [-301, 401],
    [-300, 202],
    [300, 202],
    [301, 401],
  ])('made %s seconds from now is answered %s', async (seconds, status) => {
    expect((await post(event(), { at: new Date(noon.getTime() + seconds * 1000) })).status).toBe(status);
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('is nothing without %s', async (name) => {
    expect((await post(event(), { headers: { [name]: '' } })).status).toBe(401);
  });

  it('holds for these bytes, this id and this time only', async () => {
    const text = JSON.stringify(event());
    const signature = new Webhook(SECRET).sign('msg-1', now, text);
    const headers = { 'webhook-signature': signature };

    expect((await post(`${text} `, { headers })).status).toBe(401);
    expect((await post(text, { headers, id: 'msg-2' })).status).toBe(401);
    expect((await post(text, { headers, at: new Date(noon.getTime() + 1_000) })).status).toBe(401);
    expect(
      (await post(text, { headers: { ...headers, 'webhook-timestamp': `${noon.getTime() / 1000}.5` } }))
        .status,
    ).toBe(401);
    expect(documents.stored.size).toBe(0);
  });

  it('is asked for before the body is looked at', async () => {
    const response = await post('{', { secret: 'whsec_c29tZWJvZHkgZWxzZQ==' });

    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
  });
});

describe('the way in', () => {
  it('is not there without secrets', async () => {
    const closed = await startEdge({ secrets: [] });

    for (const path of ['/api/events', '/api/mail']) {
      expect((await fetch(`${closed.url}${path}`, { method: 'POST', body: '{}' })).status).toBe(404);
    }
    await closed.close();
  });

  it('takes 1 MiB and no more', async () => {
    const sized = (bytes: number) => {
      const text = JSON.stringify(event());
      return text + ' '.repeat(bytes - text.length);
    };

    expect((await post(sized(1_048_576))).status).toBe(202);
    expect((await post(sized(1_048_577))).status).toBe(413);
  });

  it.each(['application/json', 'text/plain', 'application/cloudevents+xml', 'message/rfc822'])(
    'takes no %s',
    async (type) => {
      expect((await post(event(), { type })).status).toBe(415);
    },
  );

  it('takes nothing packed', async () => {
    expect((await post(event(), { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });

  it('logs counts and reasons, never what an event says', async () => {
    await post(event());
    await post(event({ data: referral({ kind: 'x' }) }));

    expect(edge.lines).toHaveLength(2);
    expect(edge.lines.join()).not.toMatch(/Canary|canary|Contoso/);
  });
});

describe('a signed mail', () => {
  const mail = { path: '/api/mail', type: 'message/rfc822' };
  const message = Buffer.from('From: a@b.c\r\nSubject: DPOR\r\n\r\nGr\u00fc\u00dfe\r\n');

  it('is kept byte for byte, once', async () => {
    expect((await post(message, mail)).status).toBe(202);
    expect((await post(message, mail)).status).toBe(202);

    const mailId = createHash('sha256').update('msg-1').digest('hex');
    const kept = await documents.get(MailDocument, `mails/${mailId}`, 'mail');
    expect(Buffer.from(kept?.value.raw ?? '', 'base64')).toEqual(message);
    // the mail, the job that handles it, and what the day has room for: of its partner, and of all
    expect(documents.stored.size).toBe(4);
  });

  it('may be in an older encoding, its bytes signed as they are or as the library reads them', async () => {
    const latin = Buffer.from('Subject: x\r\n\r\nGr\xfc\xdfe', 'latin1');
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
    const seconds = noon.getTime() / 1000;
    const mac = createHmac('sha256', key).update(`msg-1.${seconds}.`).update(latin).digest('base64');

    expect((await post(latin, { ...mail, headers: { 'webhook-signature': `v1,${mac}` } })).status).toBe(202);
    expect((await post(latin, { ...mail, id: 'msg-2' })).status).toBe(202);
  });

  it('fits the store at 1 MiB', async () => {
    expect((await post(Buffer.alloc(1_048_576, 0xff), mail)).status).toBe(202);

    const [stored] = [...documents.stored.values()];
    expect(JSON.stringify(stored?.body).length).toBeLessThan(1_900_000);
    expect((await post(Buffer.alloc(1_048_577), mail)).status).toBe(413);
  });

  it.each<[string, Sending, number]>([
    ['too old', { at: new Date(noon.getTime() - 301_000) }, 401],
    ['of a time to come', { at: new Date(noon.getTime() + 301_000) }, 401],
    ['without an id', { headers: { 'webhook-id': '' } }, 401],
    ['without a signature', { headers: { 'webhook-signature': '' } }, 401],
    ['with the signature of another id', { headers: { 'webhook-id': 'msg-9' } }, 401],
    ['packed', { headers: { 'content-encoding': 'gzip' } }, 415],
    ['as an event', { type: ONE }, 415],
  ])('is refused, and nothing is stored: %s', async (_case, sending, status) => {
    expect((await post(message, { ...mail, ...sending })).status).toBe(status);
    expect(documents.stored.size).toBe(0);
  });

  it('that breaks off half-way stores nothing, and the next one is taken', async () => {
    const { port } = new URL(edge.url);
    const socket = connect(Number(port), '127.0.0.1');
    const head = Object.entries({
      host: 'porter',
      'content-type': 'message/rfc822',
      'content-length': '5000',
      'webhook-id': 'msg-1',
      'webhook-timestamp': String(noon.getTime() / 1000),
      'webhook-signature': new Webhook(SECRET).sign('msg-1', noon, message.toString()),
    });
    socket.write(
      `POST /api/mail HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
    socket.write(message);
    socket.end();
    await once(socket.resume(), 'close');
    expect(documents.stored.size).toBe(0);

    expect((await post(message, mail)).status).toBe(202);
  });

  it.each(['partner', 'all'] as const)(
    'is refused until the next day where the day is full: %s',
    async (of) => {
      edge.keepMail = () => Promise.resolve(refuse({ code: 'quota', of }));
      const answer = await post(message, mail);

      expect(answer.status).toBe(503);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const wait = Number(answer.headers.get('retry-after')) * 1_000;
      expect((now.getTime() + wait) % DAY_MS).toBe(0);
      expect(await answer.json()).toMatchObject({
        status: 503,
        detail: expect.stringContaining('send it again'),
      });
    },
  );

  it('is refused like an event', async () => {
    expect((await post(message, { ...mail, secret: 'whsec_c29tZWJvZHkgZWxzZQ==' })).status).toBe(401);
    expect((await post(message, { ...mail, type: 'text/plain' })).status).toBe(415);
    expect((await post('', mail)).status).toBe(400);
    documents.onCommit = () => {
      throw new Error('store down');
    };
    expect((await post(message, mail)).status).toBe(503);
  });
});
