import { z } from 'zod';
import type { ClaimStanding } from '../../../domain/claims/standing.ts';
import type { Person } from '../../../domain/memberships/person.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { filteredPage, isBehind, type FilteredPage } from '../../filtered-page.ts';
import { isOperator } from '../../operators/operator.ts';
import { anyIsOwn, ownPartners, type IsOwn } from '../../operators/own-partner.ts';
import { partitions } from '../../partitions.ts';
import type { Condition, Document, Documents } from '../../ports.ts';
import { readTarget } from '../targets.ts';
import { ClaimStandingDocument } from '../documents.ts';

export interface QueueQuery {
  /** `waiting`: everything to review or to decide; `all`: every claim; else one status. */
  readonly show: 'waiting' | 'all' | ClaimStanding['status'];
  /** Words of partner, customer, target or claim number, all of which are looked for; `''`: everything. */
  readonly search: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

/** Contests first, then by deadline and age. */
export interface ClaimQueue extends FilteredPage<ClaimStanding> {
  /** Everything that waits, whatever is shown. */
  readonly waiting: number;
}

const LIST = partitions.program('claims');

/**
 * A page of the operators' claims. Those of partners of the reader's own are left out, and so are contests in which such a partner takes part: they are not for them to decide.
 */
export async function queueOfClaims(
  { documents }: Context,
  person: Pick<Person, 'personId'>,
  query: QueueQuery,
): Promise<Result<ClaimQueue, { readonly code: 'forbidden' }>> {
  const [may, waiting] = await Promise.all([isOperator(documents, person), countWaiting(documents)]);
  if (!may) return refuse({ code: 'forbidden' });
  return ok({ ...(await pageOf(documents, query, ownPartners(documents, person))), waiting });
}

/** How many claims wait for the operators: the one count that every card of theirs gives. */
export function countWaiting(documents: Documents): Promise<number> {
  return documents.count(ClaimStandingDocument, LIST, [{ field: 'queued', is: '=', value: true }]);
}

function pageOf(documents: Documents, query: QueueQuery, isOwn: IsOwn): Promise<FilteredPage<ClaimStanding>> {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  const from = cursorOf(query.after);
  return filteredPage(documents, {
    kind: ClaimStandingDocument,
    partition: LIST,
    where: conditions(query),
    page: from.page,
    isSearch: words.length > 0,
    async choose(items) {
      const named = items.filter((item) => isBehind(item, from) && isNamed(item.value, words));
      const found: Document<ClaimStanding>[] = [];
      for (const item of named) if (await isForThem(documents, item.value, isOwn)) found.push(item);
      return found;
    },
    cursor: (page, last) => cursor({ page, rank: last?.value.rank ?? '', id: last?.id ?? '' }),
  });
}

function conditions({ show }: QueueQuery): Condition[] {
  if (show === 'all') return [];
  return show === 'waiting'
    ? [{ field: 'queued', is: '=', value: true }]
    : [{ field: 'status', is: '=', value: show }];
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

const Cursor = z.tuple([z.string().max(600), z.string().max(120), z.string().max(120)]);
interface Place {
  readonly page: string;
  readonly rank: string;
  readonly id: string;
}

function cursor({ page, rank, id }: Place): string {
  return Buffer.from(JSON.stringify([page, rank, id])).toString('base64url');
}

/** It was on a card, and so comes from anybody: it only ever says where to go on. */
function cursorOf(after = ''): Place {
  try {
    const [page, rank, id] = Cursor.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
    return /^[\w-]*$/.test(page) ? { page, rank, id } : { page: '', rank: '', id: '' };
  } catch {
    return { page: '', rank: '', id: '' };
  }
}
