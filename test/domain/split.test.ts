import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Location } from '../../src/domain/referrals/location.ts';
import { choose, endorsedFor, type Claims, type Priority } from '../../src/domain/referrals/match.ts';
import { splitAmong, type Split } from '../../src/domain/referrals/split.ts';
import { WORKLOADS, type Workload } from '../../src/domain/shared/catalogue.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { inDays, location, noon } from '../support/referrals.ts';

const until = (workloads: readonly Workload[], expires = '2027-12-31') => ({
  endorsements: workloads.map((workload) => ({ workload, expires })),
});

function at(id: number, workloads: readonly Workload[], received = 0): Location {
  return location({ partnerId: PartnerId.parse(String(id)), received, ...until(workloads) });
}

const byClaim = (claims: Claims): Priority => ({ claims, dpor: new Set() });
const NOBODY = byClaim(new Map());

function holding(...claims: readonly (readonly [number, readonly Workload[]])[]): Claims {
  return new Map(claims.map(([id, workloads]) => [PartnerId.parse(String(id)), workloads]));
}

/** Who takes what, as `id: workloads`, the remainder as `FTC`. */
function read({ shares, remainder }: Split): Record<string, readonly Workload[]> {
  const taken = Object.fromEntries(shares.map((share) => [share.location.partnerId, share.workloads]));
  return remainder.length === 0 ? taken : { ...taken, FTC: remainder };
}

function split(
  workloads: readonly Workload[],
  candidates: readonly Location[],
  claims: Claims = new Map(),
  most = 3,
) {
  return read(splitAmong(candidates, { workloads }, byClaim(claims), most, noon));
}

describe('a referral that several partners share', () => {
  it('goes whole to whoever covers it all, however much they have received', () => {
    const candidates = [
      at(1001, ['teams']),
      at(1002, ['exchange']),
      at(1003, ['teams', 'exchange', 'yammer'], 9),
    ];
    expect(split(['teams', 'exchange'], candidates)).toEqual({ 1003: ['teams', 'exchange'] });
  });

  it('goes to two where nobody covers it all', () => {
    const candidates = [at(1002, ['exchange']), at(1001, ['teams'])];
    expect(split(['exchange', 'teams'], candidates)).toEqual({ 1001: ['teams'], 1002: ['exchange'] });
  });

  it('goes whole to the DPOR of the customer before whoever is next in turn, and says so', () => {
    const candidates = [at(1001, ['teams', 'exchange']), at(1002, ['teams', 'exchange'], 9)];
    const dpor = new Set([PartnerId.parse('1002')]);
    const { shares } = splitAmong(
      candidates,
      { workloads: ['teams', 'exchange'] },
      { ...NOBODY, dpor },
      3,
      noon,
    );
    expect(shares.map(({ location: { partnerId }, why }) => [partnerId, why])).toEqual([['1002', 'dpor']]);
  });

  it('is split without a look at who is DPOR of the customer', () => {
    const candidates = [at(1001, ['teams']), at(1002, ['exchange'], 9), at(1003, ['exchange'])];
    const dpor = new Set([PartnerId.parse('1002')]);
    const { shares } = splitAmong(
      candidates,
      { workloads: ['teams', 'exchange'] },
      { ...NOBODY, dpor },
      3,
      noon,
    );
    expect(shares.map(({ location: { partnerId }, why }) => [partnerId, why])).toEqual([
      ['1001', 'round-robin'],
      ['1003', 'round-robin'],
    ]);
  });

  it('goes to two rather than three that cover as much', () => {
    const candidates = [
      at(1001, ['teams']),
      at(1002, ['exchange']),
      at(1003, ['intune']),
      at(1004, ['exchange', 'intune'], 50),
    ];
    expect(split(['teams', 'exchange', 'intune'], candidates)).toEqual({
      1001: ['teams'],
      1004: ['exchange', 'intune'],
    });
  });

  it('leaves to the FastTrack Center what nobody covers, and what a fourth would', () => {
    const four = [at(1001, ['teams']), at(1002, ['exchange']), at(1003, ['intune']), at(1004, ['yammer'])];
    expect(split(['teams', 'exchange', 'intune', 'yammer', 'sharepoint'], four)).toEqual({
      1001: ['teams'],
      1002: ['exchange'],
      1003: ['intune'],
      FTC: ['yammer', 'sharepoint'],
    });
  });

  it('takes claim holders before those who have received less', () => {
    const candidates = [at(1001, ['teams']), at(1002, ['teams'], 9), at(1003, ['exchange'])];
    const claims = holding([1002, []]);
    expect(split(['teams', 'exchange'], candidates, claims)).toEqual({ 1002: ['teams'], 1003: ['exchange'] });
  });

  it('takes the smallest sum of what was received, then the lowest ids as numbers', () => {
    const teams = [at(90001, ['teams'], 1), at(1001, ['teams'], 2), at(5001, ['teams'], 1)];
    expect(split(['teams', 'exchange'], [...teams, at(1002, ['exchange'])])).toEqual({
      1002: ['exchange'],
      5001: ['teams'],
    });
  });

  it('gives what several cover to the one whose claim names it, then to who has received less, then to the lowest id', () => {
    const both: Workload[] = ['teams', 'exchange', 'intune'];
    const one = at(1001, ['teams', 'intune'], 3);
    const two = at(1002, ['exchange', 'intune'], 3);
    expect(split(both, [one, two], holding([1001, ['teams']], [1002, ['intune']]))).toEqual({
      1001: ['teams'],
      1002: ['exchange', 'intune'],
    });
    expect(split(both, [{ ...one, received: 4 }, two])).toEqual({
      1001: ['teams'],
      1002: ['exchange', 'intune'],
    });
    expect(split(both, [one, two])).toEqual({ 1001: ['teams', 'intune'], 1002: ['exchange'] });
  });

  it('does not give a workload to whoever claims it without the endorsement', () => {
    const candidates = [at(1001, ['exchange']), at(1002, ['teams'])];
    expect(split(['teams', 'exchange'], candidates, holding([1001, ['teams']]))).toEqual({
      1001: ['exchange'],
      1002: ['teams'],
    });
  });

  it('counts an endorsement through its last valid day', () => {
    const lasting = location({ ...until(['teams'], '2026-11-23') });
    expect(splitAmong([lasting], { workloads: ['teams', 'exchange'] }, NOBODY, 3, noon).shares).toHaveLength(
      1,
    );
    expect(
      splitAmong([lasting], { workloads: ['teams', 'exchange'] }, NOBODY, 3, inDays(1)).shares,
    ).toHaveLength(0);
  });

  it('never goes to more partners than may join', () => {
    const candidates = [at(1001, ['teams']), at(1002, ['exchange', 'intune']), at(1003, ['yammer'])];
    const workloads: Workload[] = ['teams', 'exchange', 'intune', 'yammer'];
    expect(split(workloads, candidates, new Map(), 2)).toEqual({
      1001: ['teams'],
      1002: ['exchange', 'intune'],
      FTC: ['yammer'],
    });
    expect(split(workloads, candidates, new Map(), 1)).toEqual({
      1002: ['exchange', 'intune'],
      FTC: ['teams', 'yammer'],
    });
    expect(split(workloads, candidates, new Map(), 0)).toEqual({ FTC: workloads });
  });

  it('is the choice of trying every set, whatever the order of the candidates', () => {
    fc.assert(
      fc.property(cases, ({ workloads, candidates, claims, most, shuffled }) => {
        const chosen = splitAmong(candidates, { workloads }, byClaim(claims), most, noon);

        expect(read(chosen)).toEqual(byTryingAll(candidates, workloads, claims, most));
        expect(read(splitAmong(shuffled, { workloads }, byClaim(claims), most, noon))).toEqual(read(chosen));
        expect(chosen.shares.every((share) => share.workloads.length > 0)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is found among ten thousand of which no two are alike', () => {
    const candidates = Array.from({ length: 10_000 }, (_none, index) =>
      at(
        100_000 + index,
        WORKLOADS.filter((_workload, bit) => ((index * 2_654_435_761) >>> bit) % 3 === 0),
        index % 7,
      ),
    );
    const { shares } = splitAmong(candidates, { workloads: WORKLOADS }, NOBODY, 3, noon);
    expect(shares.length).toBeGreaterThan(0);
  });
});

const fewWorkloads = WORKLOADS.slice(0, 6);

const cases = fc
  .record({
    workloads: fc.uniqueArray(fc.constantFrom(...fewWorkloads), { minLength: 1, maxLength: 6 }),
    partners: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1_000, max: 1_030 }),
        endorsed: fc.subarray(fewWorkloads, { maxLength: 4 }),
        received: fc.integer({ min: 0, max: 3 }),
        offeredAgo: fc.option(fc.integer({ min: 0, max: 2 })),
        claimed: fc.option(fc.subarray(fewWorkloads), { freq: 2 }),
      }),
      { maxLength: 9, selector: ({ id }) => id },
    ),
    most: fc.integer({ min: 0, max: 3 }),
  })
  .chain(({ workloads, partners, most }) => {
    const candidates = partners.map(({ id, endorsed, received, offeredAgo }) => ({
      ...at(id, endorsed, received),
      lastOfferedAt: offeredAgo === null ? null : inDays(-offeredAgo),
    }));
    const claims = holding(
      ...partners.flatMap(({ id, claimed }) => (claimed === null ? [] : [[id, claimed] as const])),
    );
    return fc
      .shuffledSubarray(candidates, { minLength: candidates.length })
      .map((shuffled) => ({ workloads, candidates, claims, most, shuffled }));
  });

/** The rules word by word: every set of at most `most` is made and compared. */
function byTryingAll(
  candidates: readonly Location[],
  workloads: readonly Workload[],
  claims: Claims,
  most: number,
): Record<string, readonly Workload[]> {
  const covers = (location: Location) => endorsedFor(location, workloads, noon);
  const able = candidates.filter((location) => covers(location).length === workloads.length);
  const whole = most > 0 ? choose(able, byClaim(claims), workloads) : undefined;
  if (whole !== undefined) return { [whole.partnerId]: workloads };

  const covered = (set: readonly Location[]) =>
    workloads.filter((workload) => set.some((location) => covers(location).includes(workload)));
  const keyOf = (set: readonly Location[]) => [
    -covered(set).length,
    set.length,
    -set.filter(({ partnerId }) => claims.has(partnerId)).length,
    set.reduce((sum, { received }) => sum + received, 0),
    ...set.map(({ partnerId }) => Number(partnerId)).sort((a, b) => a - b),
  ];
  const endorsed = candidates.filter((location) => covers(location).length > 0);
  const [best = []] = setsOf(endorsed, most).sort((a, b) => lexicographic(keyOf(a), keyOf(b)));

  const taken: Record<string, Workload[]> = Object.fromEntries(best.map(({ partnerId }) => [partnerId, []]));
  for (const workload of covered(best)) {
    const [taker] = best
      .filter((location) => covers(location).includes(workload))
      .sort((a, b) =>
        lexicographic(
          [Number(!claims.get(a.partnerId)?.includes(workload)), a.received, Number(a.partnerId)],
          [Number(!claims.get(b.partnerId)?.includes(workload)), b.received, Number(b.partnerId)],
        ),
      );
    if (taker !== undefined) taken[taker.partnerId]?.push(workload);
  }
  const remainder = workloads.filter((workload) => !covered(best).includes(workload));
  return remainder.length === 0 ? taken : { ...taken, FTC: remainder };
}

function setsOf(locations: readonly Location[], most: number): Location[][] {
  if (most === 0 || locations.length === 0) return [[]];
  const [first, ...others] = locations;
  const without = setsOf(others, most);
  return first === undefined
    ? without
    : [...without, ...setsOf(others, most - 1).map((set) => [first, ...set])];
}

function lexicographic(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
