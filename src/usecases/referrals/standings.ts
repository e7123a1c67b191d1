import { added, newTally, type PartStanding, type Tally } from '../../domain/referrals/part-standing.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { standingShards, standingsOf } from '../standing-shards.ts';
import { PartStandingDocument, TallyDocument } from './documents.ts';

/** Where all of them lay together once; what is still there has not moved yet. */
export const FORMER_STANDINGS = partitions.program('referrals');
const ALL: readonly string[] = [...standingShards('referrals'), FORMER_STANDINGS];

type Placed = Pick<PartStanding, 'partnerId' | 'referralId'>;

/**
 * Where the standing of a part lies while it is with that partner, or with none. Every step of every part is counted beside
 * it: what is of one partner lies together, so that its tally is one document; what is of no partner lies by its referral.
 */
export function standingPartition({ partnerId, referralId }: Placed): string {
  const key = partnerId === 'FTC' || partnerId === '' ? referralId : partnerId;
  return standingsOf('referrals', key);
}

const URGENT = [{ field: 'urgent', is: '=', value: true }] as const;

/** Parts that an operator may want to look at, the latest first. A query of each shard. */
export async function latestUrgent(documents: Documents, most: number): Promise<readonly PartStanding[]> {
  const pages = await Promise.all(
    ALL.map((partition) =>
      documents.list(PartStandingDocument, partition, {
        where: URGENT,
        orderBy: [{ field: 'offeredAt', descending: true }],
        limit: most,
      }),
    ),
  );
  return firstOf(pages, ({ offeredAt }) => offeredAt.getTime(), most);
}

/** How many there are. A count of each shard. */
export async function countUrgent(documents: Documents): Promise<number> {
  const counts = await Promise.all(
    ALL.map((partition) => documents.count(PartStandingDocument, partition, URGENT)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How parts stand over all partners, and at those with the most open offers. A query of each shard. */
export async function surveyTallies(
  documents: Documents,
  most: number,
): Promise<{ readonly all: Tally; readonly partners: readonly Tally[] }> {
  const pages = await Promise.all(
    ALL.map((partition) =>
      documents.list(TallyDocument, partition, {
        // everybody's is at least as high as anybody's, and comes first of equals
        orderBy: [{ field: 'open', descending: true }],
        limit: most + 1,
      }),
    ),
  );
  const tallies = pages.flatMap(({ items }) => items);
  const sumOf = (partnerId: Tally['partnerId']) =>
    tallies
      .filter(({ value }) => value.partnerId === partnerId)
      .reduce((sum, { value }) => added(value, sum), newTally(partnerId, ''));
  // A partner has one, and for as long as its parts move two.
  const ofPartners = new Map(tallies.map((tally) => [tally.value.partnerId, tally]));
  ofPartners.delete('all');
  const counting = [...ofPartners.values()]
    .map((tally) => ({ ...tally, value: sumOf(tally.value.partnerId) }))
    .filter(({ value }) => value.open + value.accepted > 0);
  return { all: sumOf('all'), partners: firstOf([{ items: counting }], ({ open }) => open, most) };
}

/** Of pages in one order, descending, the first in that order; of equals the one with the higher id. */
function firstOf<T>(
  pages: readonly { readonly items: readonly Document<T>[] }[],
  rank: (value: T) => number,
  most: number,
): readonly T[] {
  return pages
    .flatMap(({ items }) => items)
    .toSorted((one, two) => rank(two.value) - rank(one.value) || (one.id < two.id ? 1 : -1))
    .slice(0, most)
    .map(({ value }) => value);
}
