import type { CaseStanding } from '../../domain/cases/standing.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { mergedPage } from '../merged-page.ts';
import { isOperator } from '../operators/operator.ts';
import { ownPartners } from '../operators/own-partner.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { CaseStandingDocument } from './documents.ts';

/** Those that wait on the operators first, the oldest first. */
export interface CaseQueue {
  /** At most 10. */
  readonly entries: readonly CaseStanding[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** The page is not full, since a turn looks through no more; what follows may hold some. */
  readonly cutShort: boolean;
  /** How many are neither resolved nor closed, of every partner. */
  readonly live: number;
}

const LIST = partitions.program('cases');

/** How many cases are neither resolved nor closed. */
export function countLiveCases(documents: Documents): Promise<number> {
  return documents.count(CaseStandingDocument, LIST, [{ field: 'live', is: '=', value: true }]);
}

/**
 * A page of the operators' cases, without those of partners of the reader's own.
 *
 * @param partnerId of one location only
 * @returns undefined for whoever is no operator, or asks for a partner of their own
 */
export async function queueOfCases(
  { documents }: Context,
  person: Pick<Person, 'personId'>,
  { partnerId, after }: { readonly partnerId?: PartnerId | undefined; readonly after?: string | undefined },
): Promise<CaseQueue | undefined> {
  if (!(await isOperator(documents, person))) return undefined;
  const isOwn = ownPartners(documents, person);
  if (partnerId !== undefined && (await isOwn(partnerId))) return undefined;
  const where = partnerId === undefined ? [] : [{ field: 'partnerId', is: '=', value: partnerId } as const];
  const { found, ...page } = await mergedPage(documents, {
    kind: CaseStandingDocument,
    partitions: [{ partition: LIST, where }],
    after,
    isSearch: false,
    fits: async ({ value }) => !(await isOwn(value.partnerId)),
  });
  return { ...page, entries: found.map(({ value }) => value), live: await countLiveCases(documents) };
}
