import { afterEach, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { copiesOf, DEEDS, several, type Deed, type Several } from './several.ts';
import { figures, seeded, shuffled } from './world.ts';

const SECONDS = Number(process.env['PORTER_LOAD_SECONDS'] ?? 300);
const SEED = Number(process.env['PORTER_LOAD_SEED'] ?? 1);
const INSTANCES = Number(process.env['PORTER_LOAD_INSTANCES'] ?? 4);
const EACH_KILLED = Number(process.env['PORTER_LOAD_KILLS'] ?? 20);
const EVENTS_A_SECOND = 1;
const OWNERLESS_MS = 30_000;
/** What was perhaps sent is looked at after a minute, and that may happen more than once. */
const SETTLE_MS = 300_000;

let world: Several | undefined;
afterEach(() => world?.close());

it('four instances on one store, started, stopped, killed and paused at random, do each job once', async () => {
  const random = seeded(SEED);
  const all = await opened(INSTANCES, SECONDS * EVENTS_A_SECOND, random);
  const end = Date.now() + SECONDS * 1_000;
  const troublemaker = async () => {
    const underWay: Promise<void>[] = [];
    let next: Deed[] = [];
    while (Date.now() < end) {
      await delay(2_000 + random() * 4_000);
      const whole = all.whole();
      // Half of them are always there.
      if (whole.length <= INSTANCES / 2) continue;
      const door = whole[Math.floor(random() * whole.length)] ?? 0;
      // As often each, in an order of its own each time.
      if (next.length === 0) next = shuffled(DEEDS, random);
      underWay.push(all.happen(door, next.pop() ?? 'kill'));
    }
    await Promise.all(underWay);
  };
  const [accepted] = await Promise.all([all.send(() => Date.now() < end), troublemaker()]);
  await expectEachOnce('four instances on one store', all, accepted);
}, 1_800_000);

it('two instances, each killed in turn again and again, lose nothing and do each job once', async () => {
  const random = seeded(SEED);
  const all = await opened(2, EACH_KILLED * 80, random);
  let isOver = false;
  const killer = async () => {
    for (let kill = 0; kill < 2 * EACH_KILLED; kill++) {
      await all.ledger.nextClaim(kill % 2);
      // From the claim on to behind the record of what was sent.
      await delay(random() * 200);
      await all.happen(kill % 2, 'kill', 1_000);
    }
    isOver = true;
  };
  const [accepted] = await Promise.all([all.send(() => !isOver), killer()]);
  await expectEachOnce('two instances, each killed in turn', all, accepted);
}, 1_800_000);

/** Each location loses and gains two, so that nothing becomes a digest. */
async function opened(instances: number, events: number, random: () => number): Promise<Several> {
  const locations = Math.ceil(events / 2);
  world = await several({ instances, locations, eventsASecond: EVENTS_A_SECOND, random });
  return world;
}

async function expectEachOnce(title: string, all: Several, accepted: number): Promise<void> {
  const { ledger, trouble } = all;
  figures(title, {
    seed: SEED,
    ...Object.fromEntries(
      DEEDS.map((deed) => [`times: ${deed}`, trouble.filter(({ what }) => what === deed).length]),
    ),
    'events accepted': accepted,
    'jobs claimed': ledger.claims(),
    'of them of what an instance that was away had begun': ledger.takenOver(),
    'what that one came with afterwards, refused': ledger.tooLate(),
    'claims refused, since another instance or commit was there first': ledger.refused(),
    'jobs ended by another instance than had claimed them': ledger.strangeEnds().length,
    'claims by an instance that had lost the shard': ledger.strangeClaims().length,
    'longest time that a shard had no owner that works, in ms': ledger.longestOwnerless(),
  });
  const settledBy = Date.now() + SETTLE_MS;
  let rows = await all.exported('notices.csv');
  const isSettled = () => rows.length >= 2 * accepted && rows.every(({ state }) => state === 'sent');
  while (!isSettled() && Date.now() < settledBy) {
    await delay(5_000);
    rows = await all.exported('notices.csv');
  }
  const moved = (await all.exported('dpor.csv')).map(({ subscriptionId }) => subscriptionId);
  const { copies, doubled, unexplained, longestMs } = copiesOf(all);
  figures('their notices', {
    notices: rows.length,
    lost: rows.filter(({ noticeId }) => !copies.has(noticeId ?? '')).length,
    'sent twice, where what happened fell between the answer and its record': doubled.length,
    'longest time from such a card to what happened, in ms': longestMs,
    'sent twice for any other reason': unexplained.length,
  });
  expect(moved).toHaveLength(accepted);
  expect(new Set(moved).size).toBe(accepted);
  expect(rows).toHaveLength(2 * accepted);
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']));
  expect(rows.filter(({ noticeId }) => !copies.has(noticeId ?? ''))).toEqual([]);
  expect(unexplained).toEqual([]);
  expect(ledger.strangeEnds()).toEqual([]);
  // Only what was under way at the very moment of a pause: taken up before it, sent after it.
  const continued = trouble.filter(({ what }) => what === 'pause over').map(({ at }) => at);
  expect(
    ledger.strangeClaims().filter(({ at }) => !continued.some((over) => at >= over && at - over < 1_000)),
  ).toEqual([]);
  expect(ledger.longestOwnerless()).toBeLessThan(OWNERLESS_MS);
}
