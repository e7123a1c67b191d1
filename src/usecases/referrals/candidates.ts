import type { Location } from '../../domain/referrals/location.ts';
import { endorsedFor, firstFailed, type MatchRequest } from '../../domain/referrals/match.ts';
import type { Unplaced } from '../../domain/referrals/referral.ts';
import { splitAmong, type Share } from '../../domain/referrals/split.ts';
import type { Workload } from '../../domain/shared/catalogue.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import type { Condition, Document, Documents } from '../ports.ts';
import { approvedClaims } from './claims-of.ts';
import { dporHolders } from './dpor-of.ts';
import { findLocation } from './directory.ts';
import { FEWEST_RECEIVED, ROUND_ROBIN, walkDirectory, type DirectoryOrder } from './directory-walk.ts';

/** Pages of a walk for one that covers everything, for the best of a set of workloads, and for all who cover any. */
const WHOLE_PAGE = 4;
const SET_PAGE = 4;
const ALL_PAGE = 200;

/** Up to so many workloads each set of them is asked for by itself: at most 2⁶ - 2 walks that end at their first find. */
const MAX_BY_SET = 6;

export interface FoundShare extends Omit<Share, 'location'> {
  readonly found: Document<Location>;
}

export interface Found {
  readonly shares: readonly FoundShare[];
  readonly remainder: readonly Workload[];
  /** Why the remainder has no partner. */
  readonly remainderWhy: Unplaced;
}

/**
 * Who takes what of a request, by the rules of {@link splitAmong}, without reading the directory whole. Claimants and
 * DPOR holders are read one by one. If none of them covers everything, one that does is the first fit of a walk in round
 * robin order. Otherwise {@link splitAmong} needs
 * no more than, for each set of workloads, the best that covers it: claim holders, who are known, and besides them the first
 * fit of a walk by fewest received. With many workloads, where there would be too many sets, all who cover any are read.
 *
 * @param most partners that may still join
 */
export async function findShares(
  documents: Documents,
  customerId: CustomerId,
  request: MatchRequest,
  most: number,
  now: Date,
): Promise<Found> {
  const { workloads } = request;
  if (most < 1) return { shares: [], remainder: workloads, remainderWhy: 'most-partners' };
  const [claims, dpor] = await Promise.all([
    approvedClaims(documents, customerId),
    dporHolders(documents, customerId, now),
  ]);
  const judged = judge(request, now);
  const preferred = new Set([...claims.keys(), ...dpor]);
  for (const location of await readAll(documents, [...preferred])) judged.covers(location);

  const coversAll = ({ value }: Document<Location>): boolean =>
    endorsedFor(value, workloads, now).length === workloads.length;
  if (![...judged.able.values()].some(coversAll)) {
    const isFound = await firstThatCovers(documents, request, judged, workloads, ROUND_ROBIN_WALK);
    if (isFound === undefined && workloads.length > 1) await readForSplit(documents, request, judged);
    else if (isFound !== undefined) {
      const share = { found: isFound, workloads, why: 'round-robin', claimed: [] } as const;
      return { shares: [share], remainder: [], remainderWhy: 'nobody-eligible' };
    }
  }
  const able = [...judged.able.values()];
  const { shares, remainder } = splitAmong(
    able.map(({ value }) => value),
    request,
    { claims, dpor },
    most,
    now,
  );
  const isCoverable = able.some(({ value }) => endorsedFor(value, remainder, now).length > 0);
  const isPaused = remainder.some((workload) => judged.paused.has(workload));
  return {
    shares: shares.flatMap(({ location, ...share }) => {
      const found = judged.able.get(location.partnerId);
      return found === undefined ? [] : [{ found, ...share }];
    }),
    remainder,
    remainderWhy: isCoverable ? 'most-partners' : isPaused ? 'all-paused' : 'nobody-eligible',
  };
}

interface Judged {
  /** Locations that meet every criterion but the workloads, and cover some. */
  readonly able: Map<PartnerId, Document<Location>>;
  /** Workloads that somebody would cover who is paused. */
  readonly paused: Set<Workload>;
  /** @returns the workloads that the location could take; none when it fails any other criterion */
  covers(location: Document<Location>): readonly Workload[];
}

function judge(request: MatchRequest, now: Date): Judged {
  const able = new Map<PartnerId, Document<Location>>();
  const paused = new Set<Workload>();
  const besidesWorkloads = { ...request, workloads: [] };
  return {
    able,
    paused,
    covers(location) {
      const failed = firstFailed(location.value, besidesWorkloads, now);
      const covered = endorsedFor(location.value, request.workloads, now);
      if (failed === 'paused') for (const workload of covered) paused.add(workload);
      if (failed !== undefined) return [];
      if (covered.length > 0) able.set(location.value.partnerId, location);
      return covered;
    },
  };
}

const ROUND_ROBIN_WALK = { order: ROUND_ROBIN, page: WHOLE_PAGE };
const FEWEST_WALK = { order: FEWEST_RECEIVED, page: SET_PAGE };

async function firstThatCovers(
  documents: Documents,
  request: MatchRequest,
  judged: Judged,
  workloads: readonly Workload[],
  { order, page }: { readonly order: DirectoryOrder; readonly page: number },
): Promise<Document<Location> | undefined> {
  const endorsed = workloads.map((value): Condition => ({ field: 'endorsed', is: 'contains', value }));
  for await (const location of walkDirectory(documents, request, endorsed, order, page)) {
    const covered = judged.covers(location);
    if (workloads.every((workload) => covered.includes(workload))) return location;
  }
  return undefined;
}

/** Reads, for each set of workloads but all of them, the first that covers it; known already where one smaller tells. */
async function readForSplit(documents: Documents, request: MatchRequest, judged: Judged): Promise<void> {
  const { workloads } = request;
  if (workloads.length > MAX_BY_SET) {
    const any: Condition = { field: 'endorsed', is: 'contains-any', values: workloads };
    const all = walkDirectory(documents, request, [any], FEWEST_RECEIVED, ALL_PAGE);
    for await (const location of all) judged.covers(location);
    return;
  }
  /** What the first of a set covers; empty: nobody covers the set. */
  const firstOf = new Map<number, readonly Workload[]>();
  for (const sets of setsBySize(workloads.length)) {
    await Promise.all(
      sets.map(async (set) => {
        const asked = workloads.filter((_workload, bit) => (set & (1 << bit)) !== 0);
        const smaller = asked.map((left) => firstOf.get(set & ~(1 << workloads.indexOf(left))));
        const known = smaller.find((covered) => covered !== undefined && isEmptyOrAll(covered, asked));
        if (known !== undefined) return firstOf.set(set, known);
        const first = await firstThatCovers(documents, request, judged, asked, FEWEST_WALK);
        return firstOf.set(set, first === undefined ? [] : judged.covers(first));
      }),
    );
  }
}

/** Nobody covers a set if nobody covers a part of it; who is first of a part and covers the set is first of the set. */
function isEmptyOrAll(covered: readonly Workload[], asked: readonly Workload[]): boolean {
  return covered.length === 0 || asked.every((workload) => covered.includes(workload));
}

/** Every set but the empty one and the whole, as bits; those of one workload first. */
function setsBySize(workloads: number): number[][] {
  const sets = Array.from({ length: 2 ** workloads - 2 }, (_none, index) => index + 1);
  const sizeOf = (set: number) => set.toString(2).replaceAll('0', '').length;
  return Array.from({ length: workloads - 1 }, (_none, index) =>
    sets.filter((set) => sizeOf(set) === index + 1),
  );
}

async function readAll(
  documents: Documents,
  partnerIds: readonly PartnerId[],
): Promise<Document<Location>[]> {
  const found = await Promise.all(partnerIds.map((partnerId) => findLocation(documents, partnerId)));
  return found.filter((location) => location !== undefined);
}
