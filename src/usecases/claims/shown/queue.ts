import type { ClaimStanding } from '../../../domain/claims/standing.ts';
import type { Person } from '../../../domain/memberships/person.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { mergedPage } from '../../merged-page.ts';
import { isOperator } from '../../operators/operator.ts';
import { anyIsOwn, ownPartners, type IsOwn } from '../../operators/own-partner.ts';
import type { Documents } from '../../ports.ts';
import { readTarget } from '../targets.ts';
import { ClaimStandingDocument } from '../documents.ts';
import { countWaiting, placesOf } from './standings.ts';

export interface QueueQuery {
  /** `waiting`: everything to review or to decide; `all`: every claim; else one status. */
  readonly show: 'waiting' | 'all' | ClaimStanding['status'];
  /** Words of partner, customer, target or claim number, all of which are looked for; `''`: everything. */
  readonly search: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

/** Contests first, then by deadline and age. */
export interface ClaimQueue {
  /** At most 10. */
  readonly entries: readonly ClaimStanding[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** The page is not full, since a turn looks through no more; what follows may hold some. */
  readonly cutShort: boolean;
  /** Everything that waits, whatever is shown. */
  readonly waiting: number;
}

/**
 * A page of the operators' claims. Those of partners of the reader's own are left out, and so are contests in which such a
 * partner takes part: they are not for them to decide. What waits is a query of one partition, anything else one of each shard.
 */
export async function queueOfClaims(
  { documents }: Context,
  person: Pick<Person, 'personId'>,
  { show, search, after }: QueueQuery,
): Promise<Result<ClaimQueue, { readonly code: 'forbidden' }>> {
  const [may, waiting] = await Promise.all([isOperator(documents, person), countWaiting(documents)]);
  if (!may) return refuse({ code: 'forbidden' });
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const isOwn = ownPartners(documents, person);
  const { found, ...page } = await mergedPage(documents, {
    kind: ClaimStandingDocument,
    partitions: placesOf(show),
    after,
    isSearch: words.length > 0,
    fits: ({ value }) => isNamed(value, words) && isForThem(documents, value, isOwn),
  });
  return ok({ ...page, entries: found.map(({ value }) => value), waiting });
}

async function isForThem(
  documents: Documents,
  { partnerId, customerId, target, contested }: ClaimStanding,
  isOwn: IsOwn,
): Promise<boolean> {
  if (await isOwn(partnerId)) return false;
  if (!contested) return true;
  const { live } = await readTarget(documents, customerId, target);
  const rivals = live.map((claim) => claim.partnerId);
  return !(await anyIsOwn(isOwn, rivals));
}

function isNamed(standing: ClaimStanding, words: readonly string[]): boolean {
  const { claimId, customerId, customerName, partnerId, partnerName, target, product, activity } = standing;
  const text = [claimId, customerId, customerName, partnerId, partnerName, target, product, activity]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word) || text.replaceAll('-', ' ').includes(word));
}
