import { z } from 'zod';
import type { CaseStanding } from '../../domain/cases/standing.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { filteredPage, isBehind, type FilteredPage } from '../filtered-page.ts';
import { isOperator } from '../operators/operator.ts';
import { ownPartners } from '../operators/own-partner.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { CaseStandingDocument } from './documents.ts';

/** Those that wait on the operators first, the oldest first. */
export interface CaseQueue extends FilteredPage<CaseStanding> {
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
  const from = cursorOf(after);
  const page = await filteredPage(documents, {
    kind: CaseStandingDocument,
    partition: LIST,
    where: partnerId === undefined ? [] : [{ field: 'partnerId', is: '=', value: partnerId }],
    page: from.page,
    isSearch: false,
    async choose(items) {
      const found: Document<CaseStanding>[] = [];
      for (const item of items) {
        if (isBehind(item, from) && !(await isOwn(item.value.partnerId))) found.push(item);
      }
      return found;
    },
    cursor: (at, last) => cursor({ page: at, rank: last?.value.rank ?? 0, id: last?.id ?? '' }),
  });
  return { ...page, live: await countLiveCases(documents) };
}

const Place = z.object({
  page: z
    .string()
    .max(600)
    .regex(/^[\w-]*$/),
  rank: z.number(),
  id: z.string().max(120),
});
type Place = z.infer<typeof Place>;

function cursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** It was on a card, and so comes from anybody: it only ever says where to go on. */
function cursorOf(after = ''): Place {
  try {
    return Place.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
  } catch {
    return { page: '', rank: 0, id: '' };
  }
}
