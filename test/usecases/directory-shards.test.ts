import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { byRoundRobin } from '../../src/domain/referrals/match.ts';
import type { Offer } from '../../src/domain/referrals/referral.ts';
import { WORKLOADS, type Workload } from '../../src/domain/shared/catalogue.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { merged } from '../../src/usecases/merged.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { ConflictError, create, remove, replace, type Documents } from '../../src/usecases/ports.ts';
import { findShares } from '../../src/usecases/referrals/candidates.ts';
import { directoryOf, directoryPartitions, findLocation } from '../../src/usecases/referrals/directory.ts';
import { ROUND_ROBIN, walkDirectory } from '../../src/usecases/referrals/directory-walk.ts';
import { LocationDocument } from '../../src/usecases/referrals/documents.ts';
import { matchPart } from '../../src/usecases/referrals/match.ts';
import { findPlan, giveBack, take } from '../../src/usecases/referrals/plan.ts';
import { receiveReferral } from '../../src/usecases/referrals/receive.ts';
import { atEveryPoint, breakOff, BrokenOff, untilBroken } from '../support/break-off.ts';
import { BOOKED, bookedIn, spreadWorld } from '../support/directory.ts';
import type { ReferralWorld } from '../support/referral-world.ts';
import { inDays, location, noon, request, tailspin } from '../support/referrals.ts';

const SPREAD = 16;
const R1 = ReferralId.parse('R-1');
const id = (number: number) => PartnerId.parse(String(number));
const endorsedFor = (workloads: readonly Workload[]) => ({
  endorsements: workloads.map((workload) => ({ workload, expires: '2027-12-31' })),
  endorsed: [...workloads],
});

describe('several places of the directory', () => {
  it('give what they hold in the order of one list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat(50), { maxLength: 8 }), { maxLength: 6 }), async (lists) => {
        const asked: number[] = [];
        const sources = lists.map(async function* (list, at) {
          for (const one of list.toSorted((a, b) => a - b)) {
            asked[at] = (asked[at] ?? 0) + 1;
            yield await Promise.resolve(one);
          }
        });
        const walk = merged(sources, (one, other) => one - other);
        const first = (await walk.next()).value;
        const all = lists.flat().toSorted((a, b) => a - b);
        expect(first).toBe(all[0]);
        expect(asked.every((count) => count === 1)).toBe(true);
        expect([...(first === undefined ? [] : [first]), ...(await Array.fromAsync(walk))]).toEqual(all);
      }),
    );
  });

  const few = WORKLOADS.slice(0, 4);
  const directories = fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1_000, max: 1_200 }),
      endorsed: fc.subarray(few),
      received: fc.integer({ min: 0, max: 2 }),
      offeredAgo: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 3 }),
      isPaused: fc.integer({ min: 0, max: 5 }).map((drawn) => drawn === 0),
    }),
    { maxLength: 30, selector: ({ number }) => number },
  );

  it('are matched as if all locations lay in one, in the round robin and in splits', async () => {
    await fc.assert(
      fc.asyncProperty(
        directories,
        fc.integer({ min: 2, max: SPREAD }),
        fc.subarray(few, { minLength: 1 }),
        fc.integer({ min: 1, max: 3 }),
        async (drawn, spread, workloads, most) => {
          const asked = request({ workloads });
          const outcomes = await Promise.all(
            [1, spread].map(async (places) => {
              const store = { ...(await openSqlite({ folder: ':memory:' })), spread: places };
              const documents = documentsOn(store);
              for (const { number, endorsed, received, offeredAgo, isPaused } of drawn) {
                const value = location({
                  partnerId: id(number),
                  ...endorsedFor(endorsed),
                  received,
                  lastOfferedAt: offeredAgo === null ? null : inDays(-offeredAgo),
                  pausedUntil: isPaused ? inDays(1) : null,
                });
                const place = directoryOf(documents, value.partnerId);
                await documents.commit(place, [create(LocationDocument, value.partnerId, value)]);
              }
              const walk = walkDirectory(documents, asked, [], ROUND_ROBIN, 4);
              const order = await Array.fromAsync(walk, ({ value }) => value);
              const { shares, ...rest } = await findShares(documents, tailspin, asked, most, noon);
              await store.close();
              const taken = shares.map(({ found, ...share }) => ({ ...share, by: found.value.partnerId }));
              return { order, ...rest, shares: taken };
            }),
          );
          expect(outcomes[1]).toEqual(outcomes[0]);
          expect(outcomes[1]?.order).toEqual(outcomes[1]?.order.toSorted(byRoundRobin));
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('a match over several places', () => {
  let world: ReferralWorld;
  const open = async () => {
    world = await spreadWorld(SPREAD);
    await world.locationWith(id(1001), [1], endorsedFor(['teams']));
    await world.locationWith(id(1002), [2], endorsedFor(['exchange']));
    await world.locationWith(id(1003), [3], endorsedFor(['yammer']));
    await world.locationWith(id(1004), [4], endorsedFor(['teams', 'yammer']));
    await world.locationWith(id(1005), [5], { ...endorsedFor(['exchange']), received: 0 });
  };
  beforeEach(open);
  afterEach(() => world.close());

  async function ask(referralId = R1): Promise<void> {
    await receiveReferral(world.context, {
      referralId,
      kind: 'benefit',
      customer: {
        customerId: tailspin,
        name: 'Tailspin Toys',
        country: 'US',
        language: 'en',
        industry: 'retail',
        seats: 1250,
      },
      workloads: ['teams', 'exchange', 'yammer'],
      requestedAt: noon,
    });
  }

  /** As another instance does it, whose documents are these: with a line of its own. */
  async function match(documents: Documents, referralId = R1): Promise<void> {
    const job = await world.context.documents.get(
      JobDocument,
      partitions.referral(referralId),
      'job:match:1:1',
    );
    if (job === undefined) throw new Error('no match is asked for');
    const context = { ...world.context, queues: createQueues(), documents };
    await matchPart(context, { referralId, part: 1 }, { job, done: remove(job) });
  }

  const offers = async (): Promise<readonly Offer[]> =>
    (await world.referral(R1)).parts.flatMap((part) => part.offers);
  const pause = async (partnerId: PartnerId): Promise<void> => {
    const { documents } = world.context;
    const found = await findLocation(documents, partnerId);
    if (found === undefined) throw new Error('no such location');
    const paused = { ...found.value, pausedUntil: inDays(30) };
    await documents.commit(found.partition, [replace(LocationDocument, found, paused)]);
  };

  /** What may happen between a kill and the next run. */
  const meanwhile: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['nothing', () => Promise.resolve()],
    ['one of those chosen pauses', () => pause(id(1002))],
    [
      'another referral takes those chosen',
      async () => {
        await ask(ReferralId.parse('R-2'));
        await match(world.context.documents, ReferralId.parse('R-2'));
      },
    ],
  ];

  it('chooses locations of several places', async () => {
    await ask();
    await world.runner.drain();

    const chosen = (await offers()).map(({ partnerId }) => partnerId);
    expect((await world.referral(R1)).parts.map((part) => part.offers.length)).toEqual([1, 1]);
    const places = chosen.map((partnerId) =>
      directoryOf(world.context.documents, PartnerId.parse(partnerId)),
    );
    expect(new Set(places).size).toBe(2);
    expect(directoryPartitions(world.context.documents)).toEqual(expect.arrayContaining(places));
    expect(await bookedIn(world.store)).toEqual(BOOKED);
  });

  it.each(meanwhile)(
    'counts each offer once wherever it is killed, when meanwhile %s',
    async (_what, happen) => {
      const points = await atEveryPoint(async (broken) => {
        await world.close();
        await open();
        await ask();
        await untilBroken(() => match(broken.documents(world.context.documents)));
        await happen();

        await world.runner.drain();

        expect(await bookedIn(world.store)).toEqual(BOOKED);
      });
      // The plan, two places, the offers: before and after each.
      expect(points).toBeGreaterThanOrEqual(8);
    },
    60_000,
  );

  it('counts each offer once when what is gone on with is killed as well', async () => {
    for (const first of [3, 5]) {
      await atEveryPoint(async (broken) => {
        await world.close();
        await open();
        await ask();
        const { documents } = world.context;
        await untilBroken(() => match(breakOff(first).documents(documents)));
        await pause(id(1002));
        await untilBroken(() => match(broken.documents(documents)));

        await world.runner.drain();

        expect(await bookedIn(world.store)).toEqual(BOOKED);
      });
    }
  }, 60_000);

  it('counts each offer once when a matcher stands still before any of its writes while another one matches', async () => {
    for (const happens of ['nothing', 'a pause', 'a death', 'a death after that write'] as const) {
      for (let at = 0, stood = true; stood; at++) {
        await world.close();
        await open();
        await ask();
        const { documents } = world.context;
        const { standing, held } = standingStill(documents, at);
        const slow = match(held).catch((error: unknown) => error);
        stood = await Promise.race([standing.reached.then(() => true), slow.then(() => false)]);
        if (happens === 'a pause') await pause(id(1002));
        await world.runner.drain();
        if (happens === 'a death after that write') standing.dieNext();
        if (happens === 'a death' && stood) standing.die();
        else standing.goOn();
        await slow;
        await world.runner.drain();

        expect(await bookedIn(world.store)).toEqual(BOOKED);
      }
    }
  }, 60_000);

  it('is counted by a plan no more once that was given back', async () => {
    await ask();
    const { documents } = world.context;
    await untilBroken(() => match(breakOff(1).documents(documents)));
    const plan = await findPlan(documents, R1, 1);
    if (plan === undefined) throw new Error('no plan');

    await giveBack(world.context, plan);

    expect(await take(world.context, plan.value)).toBe(false);
    expect(await bookedIn(world.store)).toEqual({ ...BOOKED, unoffered: 1 });
  });

  it('counts each offer once when many match at once, each with a line of its own', async () => {
    const all = Array.from({ length: 12 }, (_none, number) => ReferralId.parse(`R-${number}`));
    for (const referralId of all) await ask(referralId);
    const { documents } = world.context;

    // Twice each, as when a lease ran out; whoever comes too late is refused by the store.
    await Promise.all(all.flatMap((one) => [match(documents, one), match(documents, one)].map(lateIsFine)));
    await world.runner.drain();

    expect(await bookedIn(world.store)).toEqual(BOOKED);
    const received = await Promise.all(
      [1002, 1005].map(async (number) => (await findLocation(documents, id(number)))?.value.received ?? 0),
    );
    expect(received).toEqual([6, 6]);
  }, 60_000);
});

async function lateIsFine(matching: Promise<void>): Promise<void> {
  await matching.catch((error: unknown) => {
    if (!(error instanceof ConflictError)) throw error;
  });
}

/** Documents that wait before their nth commit until they are told to go on, or never come back from it. */
function standingStill(documents: Documents, at: number) {
  const reached = Promise.withResolvers<void>();
  const further = Promise.withResolvers<void>();
  let commits = 0;
  let isDying = false;
  const held: Documents = {
    ...documents,
    async commit(...args) {
      if (commits++ === at) {
        reached.resolve();
        await further.promise;
      } else if (isDying) throw new BrokenOff();
      return documents.commit(...args);
    },
  };
  const die = () => further.reject(new BrokenOff());
  const dieNext = () => {
    isDying = true;
  };
  return { held, standing: { reached: reached.promise, goOn: further.resolve, die, dieNext } };
}
