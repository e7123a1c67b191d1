import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { porterProcessAt, type PorterProcess } from '../support/porter-process.ts';
import { exported, referralEvent } from '../support/wire.ts';
import { recordingConnector, type Call, type Fate, type RecordingConnector } from './recording-connector.ts';
import {
  dporEvent,
  figures,
  guid,
  locationsCsv,
  mostWithin,
  nthMove,
  partnerOf,
  seeded,
  sendAll,
  tenantOf,
} from './world.ts';

const SEED = Number(process.env['PORTER_LOAD_SEED'] ?? 1);
const TENANTS = 20;
const PEOPLE = 1_000;
const EVENTS = 1_000;
/** One person gets so many, which takes the pace of one conversation to its limits. */
const OFFERS = 120;
/** What one tenant is sent a second. */
const RATE = 40;
const HOT = PEOPLE;

let porter: PorterProcess<RecordingConnector>;
afterEach(() => porter.close());

/** One location that alone serves Germany, so that all of its offers are for one person. */
function withHotLocation(files: { [name: string]: string }): { [name: string]: string } {
  const at = `${partnerOf(HOT)},9000,Hot location,${guid(0, 'ffffffff')},DE,DE,en,*,1,,true,,,`;
  const dana = `${guid(0, 'ffffffff')},${guid(HOT, '33333333')},Dana,dana@contoso.test,${partnerOf(HOT)},FRP,program-member,,`;
  return {
    'partners.csv': `${files['partners.csv']}${at}\n`,
    'memberships.csv': `${files['memberships.csv']}${partnerOf(HOT)},FRP,2027-06-30,\n`,
    'contacts.csv': `${files['contacts.csv']}${dana}\n`,
    'specializations.csv': 'globalId,workload,expires\n9000,teams,2099-12-31\n9000,exchange,2099-12-31\n',
  };
}

function germanReferral(number: number): object {
  const event = referralEvent(`H-${number}`);
  const data = event['data'] as { customer: object };
  return { ...event, data: { ...data, customer: { ...data.customer, country: 'DE' } } };
}

/** Three calls in ten fail, none of one person more than three times in a row, so that nobody gets nothing at all. */
function faults(random: () => number, seen: { failed: number; kinds: Map<string, number> }) {
  const inARow = new Map<string, number>();
  return (call: Call): Fate | undefined => {
    const draw = random();
    const times = inARow.get(call.to) ?? 0;
    // What is perhaps delivered holds up those behind it for a minute each, which here would be ten.
    const isHot = call.to.endsWith(guid(HOT, '33333333')) && draw >= 0.1 && (draw < 0.16 || draw >= 0.22);
    const fails = draw < 0.27 && times < 3 && !isHot;
    inARow.set(call.to, fails ? times + 1 : 0);
    const fate = fateOf(draw);
    if (!fails && draw < 0.27) return undefined;
    if (fate === undefined) return undefined;
    const [kind, what] = fate;
    seen.kinds.set(kind, (seen.kinds.get(kind) ?? 0) + 1);
    if (fails) seen.failed++;
    return what;
  };
}

function fateOf(draw: number): readonly [string, Fate] | undefined {
  if (draw < 0.06) return ['429 with Retry-After', { status: 429, retryAfter: '2' }];
  if (draw < 0.1) return ['429 without', { status: 429 }];
  if (draw < 0.16) return ['503', { status: 503 }];
  if (draw < 0.22) return ['412', { status: 412 }];
  if (draw < 0.27) return ['reset', { reset: true }];
  if (draw < 0.3) return ['five seconds late', { delayMs: 5_000 }];
  return undefined;
}

describe('a connector that fails three times in ten', () => {
  it('gets everything delivered, within every limit, and no storm', async () => {
    porter = await porterProcessAt(await recordingConnector());
    const { connector } = porter;
    const seen = { failed: 0, kinds: new Map<string, number>() };
    connector.plan = faults(seeded(SEED), seen);
    await porter.import(withHotLocation(locationsCsv(PEOPLE, TENANTS)));
    await porter.start({ PORTER_NOTIFY_RATE: String(RATE) });
    const startedAt = Date.now();
    const changes = Array.from({ length: EVENTS }, (_none, number) => nthMove(number, PEOPLE));
    const offers = Array.from({ length: OFFERS }, (_none, number) => germanReferral(number));
    await sendAll(porter, [...offers, ...changes], 50, 2);
    const total = 2 * EVENTS + OFFERS;
    let rows = await exported(porter, 'notices.csv');
    while (rows.length < total || rows.some(({ state }) => state !== 'sent')) {
      await delay(5_000);
      rows = await exported(porter, 'notices.csv');
    }

    const { calls } = connector;
    const chats = [...Map.groupBy(calls, ({ to }) => to.replace(/^a:/, '')).values()].map(timesOf);
    const tenants = [...Map.groupBy(calls.filter(hasTenant), ({ tenantId }) => tenantId).values()].map(
      timesOf,
    );
    const most = (of: readonly (readonly number[])[], ms: number) =>
      Math.max(...of.map((times) => mostWithin(times, ms)));
    const early = calls.filter((call, index) => isTooEarly(calls, call, index));
    const opened = calls.filter(({ method, status }) => method === 'create' && status === 201).length;
    const delivered = calls.filter(({ method, status }) => method === 'send' && status === 201);
    const copies = delivered.length - new Set(delivered.map(({ noticeId }) => noticeId)).size;
    figures('a connector that fails', {
      seed: SEED,
      'notices, all delivered': rows.length,
      'calls made': calls.length,
      'of them failed': `${seen.failed} (${[...seen.kinds].map(([kind, count]) => `${count} × ${kind}`).join(', ')})`,
      'calls beyond one for each success and each failure':
        calls.length - delivered.length - opened - seen.failed,
      'delivered twice': copies,
      'most in a second, of one conversation': most(chats, 1_000),
      'most in 30 seconds, of one conversation': most(chats, 30_000),
      [`most in a second, of one tenant (of ${RATE})`]: most(tenants, 1_000),
      'calls before a Retry-After was over': early.length,
      seconds: Math.round((Date.now() - startedAt) / 1_000),
    });
    expect(rows).toHaveLength(total);
    expect(new Set(delivered.map(({ noticeId }) => noticeId)).size).toBe(total);
    expect(copies).toBe(0);
    expect(most(chats, 1_000)).toBeLessThanOrEqual(7);
    expect(most(chats, 30_000)).toBeLessThanOrEqual(60);
    expect(most(tenants, 1_000)).toBeLessThanOrEqual(RATE);
    expect(early).toEqual([]);
    expect(calls.length).toBe(delivered.length + opened + seen.failed);
  });
});

describe('1,000 recipients that answer 403', () => {
  it('cost one refused request each, whatever waits for them', async () => {
    porter = await porterProcessAt(await recordingConnector());
    const { connector } = porter;
    // Of half of them the chat cannot even be opened.
    connector.plan = ({ method, to }) =>
      method === 'send' || Number(to.slice(-1)) % 2 === 0 ? { status: 403 } : undefined;
    await porter.import(locationsCsv(PEOPLE));
    await porter.start({ PORTER_NOTIFY_RATE: '1000' });
    const changes = Array.from({ length: EVENTS }, (_none, number) => nthMove(number, PEOPLE));
    await sendAll(porter, changes, 50, 2);
    let rows = await exported(porter, 'notices.csv');
    while (rows.length < 2 * EVENTS || rows.some(({ state }) => state !== 'unreachable')) {
      await delay(2_000);
      rows = await exported(porter, 'notices.csv');
    }
    const refused = connector.calls.filter(({ status }) => status === 403);
    const people = new Set(refused.map(({ to }) => to.replace(/^a:/, '')));
    figures('recipients that cannot be reached', {
      people: people.size,
      notices: rows.length,
      'refused requests': refused.length,
    });
    expect(people.size).toBe(PEOPLE);
    expect(refused).toHaveLength(PEOPLE);
    expect(new Set(rows.map(({ lastStatus }) => lastStatus))).toEqual(new Set(['403']));
  });
});

describe('a tenant that floods', () => {
  it('keeps nobody of another tenant waiting', async () => {
    porter = await porterProcessAt(await recordingConnector());
    const { connector } = porter;
    // People of even numbers are of the first tenant, and far more than it is sent in a minute.
    await porter.import(locationsCsv(PEOPLE, 2));
    await porter.start({ PORTER_NOTIFY_RATE: '20' });
    const even = (number: number) => 2 * (number % (PEOPLE / 2));
    const flood = Array.from({ length: EVENTS }, (_none, number) =>
      dporEvent(number, even(number), even(number * 7 + 3)),
    );
    await sendAll(porter, flood, 50, 2);
    while ((await exported(porter, 'notices.csv')).length < 2 * EVENTS) await delay(500);
    const sentAt = Date.now();
    const others = Array.from({ length: 20 }, (_none, number) =>
      dporEvent(EVENTS + number, 4 * number + 1, 4 * number + 3),
    );
    await sendAll(porter, others, 20, 1);
    const theirs = () =>
      connector.calls.filter(({ method, tenantId }) => method === 'send' && tenantId === tenantOf(1));
    while (theirs().length < 40) await delay(100);
    const waits = timesOf(theirs()).map((at) => at - sentAt);
    const flooded = connector.calls.filter(({ tenantId }) => tenantId === tenantOf(0));
    const p95 = waits[Math.floor(waits.length * 0.95)] ?? 0;
    figures('one tenant floods another', {
      'notices that waited for the first tenant':
        2 * EVENTS - flooded.filter(({ method }) => method === 'send').length,
      "the other tenant's notices": waits.length,
      'p95 of their wait in ms, two seconds of gathering and their own rate included': p95,
      'most in a second, of the first tenant (of 20)': mostWithin(timesOf(flooded), 1_000),
    });
    // Forty chats are opened and forty cards sent at twenty a second, after two seconds of gathering.
    expect(p95).toBeLessThan(2_000 + 4_000 + 5_000);
    expect(flooded.length).toBeLessThan(2 * EVENTS);
  });
});

function timesOf(calls: readonly Call[]): number[] {
  return calls.map(({ at }) => at).toSorted((a, b) => a - b);
}

function hasTenant({ tenantId }: Call): boolean {
  return tenantId !== '';
}

/** A call to somebody within the two seconds after they were answered 429 with that `Retry-After`. */
function isTooEarly(calls: readonly Call[], call: Call, index: number): boolean {
  const before = calls.slice(Math.max(0, index - 500), index);
  const last = before.findLast(({ to, method }) => to === call.to && method === call.method);
  return last?.retryAfterMs !== undefined && call.at - last.at < last.retryAfterMs;
}
