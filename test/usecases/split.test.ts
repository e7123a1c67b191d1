import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { newSubscription } from '../../src/domain/associations/customer.ts';
import { importedClaim } from '../../src/domain/claims/claim.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import type { MatchRequest } from '../../src/domain/referrals/match.ts';
import { partiesOf } from '../../src/domain/referrals/parties.ts';
import { currentOffer, type Part } from '../../src/domain/referrals/referral.ts';
import { splitAmong } from '../../src/domain/referrals/split.ts';
import { WORKLOADS, type Workload } from '../../src/domain/shared/catalogue.ts';
import { PartnerId, ReferralId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, replace, type Documents } from '../../src/usecases/ports.ts';
import { findShares } from '../../src/usecases/referrals/candidates.ts';
import { withdrawReferral } from '../../src/usecases/referrals/close.ts';
import { decideReferral } from '../../src/usecases/referrals/decide.ts';
import { receiveReferral } from '../../src/usecases/referrals/receive.ts';
import { inDays, location, noon, request, tailspin } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { SubscriptionDocument } from '../../src/usecases/associations/documents.ts';
import { ClaimDocument } from '../../src/usecases/claims/documents.ts';
import {
  LocationDocument,
  MatchingDocument,
  ReservationDocument,
} from '../../src/usecases/referrals/documents.ts';
import { wording } from '../support/wording.ts';

const R1 = ReferralId.parse('R-1');
const id = (number: number) => PartnerId.parse(String(number));
const until = (workloads: readonly Workload[], expires = '2027-12-31') => ({
  endorsements: workloads.map((workload) => ({ workload, expires })),
  endorsed: [...workloads],
});

let world: ReferralWorld;

beforeEach(async () => {
  world = await referralWorld();
});

afterEach(() => world.close());

/** A location whose one contact is the person of its last two digits. */
function partner(number: number, workloads: readonly Workload[], overrides: Partial<Location> = {}) {
  return world.locationWith(id(number), [number % 100], { ...until(workloads), ...overrides });
}

async function receive(workloads: readonly Workload[], referralId = R1): Promise<void> {
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
    workloads: [...workloads],
    requestedAt: noon,
  });
  await world.runner.drain();
}

/** Part by part: `number partner status: workloads`. */
async function parts(referralId = R1): Promise<string[]> {
  const { parts: all } = await world.referral(referralId);
  return all.map((part) => lineOf(part));
}

function lineOf(part: Part): string {
  const offer = currentOffer(part);
  return `${part.part} ${offer?.partnerId ?? '-'} ${offer?.status ?? '-'}: ${part.workloads.join(' ')}`;
}

async function decide(number: number, part: number, verb: 'accept' | 'decline', drain = true) {
  const decision =
    verb === 'accept' ? ({ verb } as const) : ({ verb, reason: 'capacity', notes: '' } as const);
  const at = { referralId: R1, part };
  const op = `${verb}-${number}-${part}-${Math.random()}`;
  const decided = await decideReferral(world.context, actorOf(number), at, decision, op);
  if (drain) await world.runner.drain();
  return decided.ok ? decided.value.outcome : decided.error.code;
}

async function claim(number: number, target: string): Promise<void> {
  await world.context.documents.commit(partitions.customer(tailspin), [
    create(
      ClaimDocument,
      `claim:C-${number}-${target}`,
      importedClaim({
        claimId: `C-${number}-${target}`,
        partnerId: id(number),
        customerId: tailspin,
        activity: 'osu-m365',
        target,
        status: 'approved',
        reason: '',
        submittedAt: null,
        updatedAt: noon,
      }),
    ),
  ]);
}

/** A subscription of the customer that names the location as its DPOR, in force or not. */
async function hold(
  documents: Documents,
  number: number,
  holds: 'active' | 'over' = 'active',
): Promise<void> {
  const subscriptionId = SubscriptionId.parse(`cccccccc-0000-4000-8000-${String(number).padStart(12, '0')}`);
  await documents.commit(partitions.customer(tailspin), [
    create(SubscriptionDocument, `subscription:${subscriptionId}`, {
      ...newSubscription({
        subscriptionId,
        customerId: tailspin,
        product: 'office-365',
        dporPartnerId: id(number),
        dporChangedAt: noon,
      }),
      ends: holds === 'over' ? '2026-11-22' : '2026-11-23',
    }),
  ]);
}

const received = async (number: number) =>
  (await world.context.documents.get(LocationDocument, partitions.directory, id(number)))?.value.received;

describe('a referral that nobody covers alone', () => {
  it('is offered to two at the same instant, each with its own workloads, and both are told', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange']);

    await receive(['teams', 'exchange']);

    expect(await parts()).toEqual(['1 1001 offered: teams', '2 1002 offered: exchange']);
    const offers = (await world.referral(R1)).parts.map((part) => currentOffer(part));
    expect(new Set(offers.map((offer) => offer?.offeredAt.getTime())).size).toBe(1);
    expect(offers.map((offer) => offer?.respondBy)).toEqual([inDays(7), inDays(7)]);
    expect(new Set(world.said.map(({ to }) => to)).size).toBe(2);
    expect([await received(1001), await received(1002)]).toEqual([1, 1]);
  });

  it('is offered to three, and the FastTrack Center gets the last part with what is left', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange']);
    await partner(1003, ['intune']);
    await receive(['yammer', 'teams', 'exchange', 'intune']);
    expect(await parts()).toEqual([
      '1 1001 offered: teams',
      '2 1002 offered: exchange',
      '3 1003 offered: intune',
      '4 FTC ftc: yammer',
    ]);
    const offers = (await world.referral(R1)).parts.map((part) => currentOffer(part));
    expect(new Set(offers.map((offer) => offer?.offeredAt.getTime())).size).toBe(1);
  });

  it('prefers holders of a claim on the customer, and gives a workload to the one whose claim names it', async () => {
    await partner(1001, ['teams', 'intune']);
    await partner(1002, ['exchange', 'intune'], { received: 7 });
    await partner(1003, ['exchange', 'intune']);
    await claim(1002, 'intune');
    await receive(['teams', 'exchange', 'intune']);
    expect(await parts()).toEqual(['1 1001 offered: teams', '2 1002 offered: exchange intune']);
    const [, second] = (await world.referral(R1)).parts;
    expect(second && currentOffer(second)).toMatchObject({ why: 'claim', claimed: ['intune'] });
  });

  it('says that all are paused only where a pause is the reason', async () => {
    await partner(1001, ['teams'], { pausedUntil: inDays(3) });
    await partner(1002, ['exchange']);
    await receive(['teams', 'exchange', 'intune']);
    const last = (await world.referral(R1)).parts.at(-1);
    expect(last && currentOffer(last)).toMatchObject({ partnerId: 'FTC', why: 'all-paused' });

    const other = ReferralId.parse('R-2');
    await receive(['exchange', 'intune'], other);
    const rest = (await world.referral(other)).parts.at(-1);
    expect(rest && currentOffer(rest)).toMatchObject({ partnerId: 'FTC', why: 'nobody-eligible' });
  });

  it('goes to the FastTrack Center with that reason when it would take a fourth partner', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange']);
    await partner(1003, ['intune']);
    await partner(1004, ['yammer']);
    await receive(['teams', 'exchange', 'intune', 'yammer']);
    const last = (await world.referral(R1)).parts.at(-1);
    expect(last && currentOffer(last)).toMatchObject({ partnerId: 'FTC', why: 'most-partners' });
  });

  it('lets each part be decided by itself', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange']);
    await receive(['teams', 'exchange']);
    expect(await decide(1, 1, 'accept')).toBe('done');
    expect(await decide(1, 2, 'accept')).toBe('forbidden');
    expect(await decide(2, 2, 'decline')).toBe('done');
    expect(await parts()).toEqual(['1 1001 accepted: teams', '2 FTC ftc: exchange']);
  });

  it('names the other parties, and tells each of a change of another', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange']);
    await receive(['teams', 'exchange']);
    expect(partiesOf(await world.referral(R1), 1)).toEqual([
      { part: 2, partnerId: '1002', name: 'Location 1002', workloads: ['exchange'], status: 'offered' },
    ]);
    world.said.length = 0;
    await decide(2, 2, 'accept');
    const updates = world.said.filter(({ update }) => update).map(({ to }) => to);
    expect(updates).toContain(`chat-${actorOf(1).aadObjectId}`);
    await withdrawReferral(world.context, { referralId: R1, reason: 'Cancelled' }, 'event-1');
    expect(partiesOf(await world.referral(R1), 1)).toEqual([]);
  });
});

describe('a referral of a customer with a DPOR', () => {
  it('goes to the DPOR that meets every criterion before whoever is next in turn, and says so', async () => {
    await partner(1001, ['teams', 'exchange']);
    await partner(1002, ['teams', 'exchange'], { received: 9 });
    await hold(world.context.documents, 1002);
    await receive(['teams', 'exchange']);

    expect(await parts()).toEqual(['1 1002 offered: teams exchange']);
    expect(await world.offer(R1)).toMatchObject({ why: 'dpor' });
    expect(await received(1002)).toBe(10);
    expect(JSON.stringify(world.said)).toMatch(wording('referrals.offer.why.dpor'));
  });

  it('goes to a holder of a claim before the DPOR', async () => {
    await partner(1001, ['teams'], { received: 20 });
    await partner(1002, ['teams'], { received: 9 });
    await claim(1001, 'intune');
    await hold(world.context.documents, 1002);
    await receive(['teams']);
    expect(await world.offer(R1)).toMatchObject({ partnerId: '1001', why: 'claim' });
  });

  it.each([
    ['lacks a workload', { endorsements: [], endorsed: [] }],
    ['is paused', { pausedUntil: inDays(1) }],
    ['does not serve the country', { countries: ['DE'] }],
  ])('goes to the next in turn where the DPOR %s', async (_case, overrides) => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], overrides);
    await hold(world.context.documents, 1002);
    await receive(['teams']);
    expect(await world.offer(R1)).toMatchObject({ partnerId: '1001', why: 'round-robin' });
  });

  it('goes to the next in turn where the DPOR’s subscription is over', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 1 });
    await hold(world.context.documents, 1002, 'over');
    await receive(['teams']);
    expect(await world.offer(R1)).toMatchObject({ partnerId: '1001', why: 'round-robin' });
  });
});

describe('a part that was let go', () => {
  it('is matched again for its own workloads, never to who let it go, and may be split further', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange', 'intune']);
    await partner(1003, ['exchange'], { received: 5 });
    await partner(1004, ['intune'], { received: 5 });
    await receive(['teams', 'exchange', 'intune']);
    expect(await parts()).toEqual(['1 1001 offered: teams', '2 1002 offered: exchange intune']);

    await decide(2, 2, 'decline');
    expect(await parts()).toEqual([
      '1 1001 offered: teams',
      '2 1003 offered: exchange',
      '3 1004 offered: intune',
    ]);

    await decide(4, 3, 'decline');
    expect((await parts()).at(-1)).toBe('3 FTC ftc: intune');
  });

  it('never brings a fourth partner in', async () => {
    await partner(1001, ['teams', 'sharepoint']);
    await partner(1002, ['exchange']);
    await partner(1003, ['intune']);
    await partner(1004, ['teams'], { received: 9 });
    await partner(1005, ['sharepoint'], { received: 9 });
    await receive(['teams', 'sharepoint', 'exchange', 'intune']);

    await decide(1, 1, 'decline');

    expect(await parts()).toEqual([
      '1 1004 offered: teams',
      '2 1002 offered: exchange',
      '3 1003 offered: intune',
      '4 FTC ftc: sharepoint',
    ]);
  });

  it('keeps to three partners, and each part to one at least, when several are let go at the same instant', async () => {
    const odd: Workload[] = ['teams', 'sharepoint', 'yammer'];
    const even: Workload[] = ['exchange', 'intune', 'entra-id'];
    await partner(1001, odd);
    await partner(1002, even);
    for (const [index, workload] of [...odd, ...even].entries()) {
      await partner(1010 + index, [workload], { received: 5 });
    }
    await receive([...odd, ...even]);
    expect(await parts()).toHaveLength(2);

    await Promise.all([decide(1, 1, 'decline', false), decide(2, 2, 'decline', false)]);
    await world.runner.drain();

    const { parts: all } = await world.referral(R1);
    const live = all.map((part) => currentOffer(part)).filter((offer) => offer?.status === 'offered');
    expect(live.some((offer) => odd.includes(offer?.workloads[0] ?? 'teams-phone'))).toBe(true);
    expect(live.some((offer) => even.includes(offer?.workloads[0] ?? 'teams-phone'))).toBe(true);
    expect(live.length).toBeLessThanOrEqual(3);
    expect(all.flatMap((part) => part.workloads).toSorted()).toEqual([...odd, ...even].toSorted());
  });
});

describe('a pause between the choice and the offer', () => {
  it('is honoured: the choice is given back and made again', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 1 });
    const { documents } = world.context;
    const pausing: Documents = {
      ...documents,
      async commit(partition, changes) {
        const etags = await documents.commit(partition, changes);
        const reserves = changes.some(
          ({ op, ...change }) => op === 'create' && 'kind' in change && change.kind === ReservationDocument,
        );
        if (!reserves) return etags;
        const found = await documents.get(LocationDocument, partitions.directory, id(1001));
        if (found?.value.received === 1) {
          const paused = { ...found.value, pausedUntil: inDays(30) };
          await documents.commit(partition, [replace(LocationDocument, found, paused)]);
        }
        return etags;
      },
    };
    const plain = world.context;
    Object.assign(world.context, { ...plain, documents: pausing });

    await receive(['teams']);

    expect(await parts()).toEqual(['1 1002 offered: teams']);
    expect([await received(1001), await received(1002)]).toEqual([0, 2]);
  });
});

describe('what the directory is asked', () => {
  const few = WORKLOADS.slice(0, 8);
  const directories = fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1_000, max: 1_060 }),
      endorsed: fc.subarray(few, { maxLength: 4 }),
      received: fc.integer({ min: 0, max: 1 }),
      offeredAgo: fc.integer({ min: 1, max: 9 }),
      isPaused: fc.integer({ min: 0, max: 5 }).map((drawn) => drawn === 0),
      isExpired: fc.integer({ min: 0, max: 5 }).map((drawn) => drawn === 0),
      language: fc.constantFrom('en', 'en', 'en', 'de'),
      claimed: fc.option(fc.subarray(few, { maxLength: 3 }), { freq: 3 }),
      holds: fc.constantFrom('nothing', 'nothing', 'active', 'over'),
    }),
    { maxLength: 24, selector: ({ number }) => number },
  );

  it('is enough for the choice that the rules make among all of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        directories,
        fc.oneof(
          {
            weight: 4,
            arbitrary: fc.uniqueArray(fc.constantFrom(...few.slice(0, 5)), { minLength: 1, maxLength: 4 }),
          },
          fc.uniqueArray(fc.constantFrom(...few), { minLength: 5, maxLength: 8 }),
        ),
        fc.integer({ min: 1, max: 3 }),
        async (drawn, workloads, most) => {
          const store = await openSqlite({ folder: ':memory:' });
          const documents = documentsOn(store);
          const locations = drawn.map(
            ({ number, endorsed, received: count, isPaused, isExpired, language, offeredAgo }) =>
              location({
                partnerId: id(number),
                ...until(endorsed, isExpired ? '2026-11-22' : '2026-11-23'),
                received: count,
                lastOfferedAt: inDays(-offeredAgo),
                pausedUntil: isPaused ? inDays(1) : null,
                languages: [language],
              }),
          );
          const claims = new Map<PartnerId, Workload[]>();
          for (const { number, claimed } of drawn) if (claimed !== null) claims.set(id(number), claimed);
          for (const value of locations) {
            await documents.commit(partitions.directory, [create(LocationDocument, value.partnerId, value)]);
          }
          const rows = [...claims].flatMap(([partnerId, targets]) =>
            [...targets, '00000000-0000-4000-8000-000000000000'].map((target) => ({
              claimId: `${partnerId}-${target}`,
              partnerId,
              customerId: tailspin,
              activity: 'osu-m365' as const,
              target,
              status: 'approved' as const,
              reason: '' as const,
              submittedAt: null,
              updatedAt: noon,
            })),
          );
          if (rows.length > 0) {
            const changes = rows.map((row) =>
              create(ClaimDocument, `claim:${row.claimId}`, importedClaim(row)),
            );
            await documents.commit(partitions.customer(tailspin), changes.slice(0, 100));
          }
          const dpor = new Set(
            drawn.flatMap(({ number, holds }) => (holds === 'active' ? [id(number)] : [])),
          );
          for (const { number, holds } of drawn)
            if (holds !== 'nothing') await hold(documents, number, holds);
          const asked: MatchRequest = request({ workloads });

          const found = await findShares(documents, tailspin, asked, most, noon);

          const open = locations.filter(
            ({ pausedUntil, languages }) => pausedUntil === null && languages.includes('en'),
          );
          const expected = splitAmong(open, asked, { claims, dpor }, most, noon);
          expect(found.remainder).toEqual(expected.remainder);
          expect(
            found.shares.map(({ found: { value }, ...share }) => ({ ...share, partnerId: value.partnerId })),
          ).toEqual(
            expected.shares.map(({ location: { partnerId }, ...share }) => ({ ...share, partnerId })),
          );
          await store.close();
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});

describe('why', () => {
  it('is written down for everybody considered: the first criterion failed, or why another came first', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange']);
    await partner(1003, ['exchange'], { received: 4 });
    await partner(1004, ['teams', 'exchange'], { languages: ['de'] });
    await partner(1005, ['teams', 'exchange'], { countries: ['DE'] });
    await partner(1006, ['yammer']);
    await partner(1007, ['teams', 'exchange'], { pausedUntil: inDays(1) });
    await receive(['teams', 'exchange']);
    const { documents } = world.context;
    const matching = await documents.get(MatchingDocument, partitions.referral(R1), 'matching:1:1');
    const verdicts = matching?.value.considered?.map(({ partnerId, verdict }) => [partnerId, verdict]);
    expect(Object.fromEntries(verdicts ?? [])).toEqual({
      1001: 'chosen',
      1002: 'chosen',
      1003: 'covers-some',
      1004: 'language',
      1005: 'country',
      1006: 'endorsement',
      1007: 'paused',
    });
    expect(matching?.value.locations).toBe(7);
  });
});
