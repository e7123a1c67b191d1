import type { CaseEntry } from '../../domain/cases/entry.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { listedAt, type ListedAt } from '../memberships/listed-at.ts';
import { listScope } from '../memberships/list-scope.ts';
import { mergedPage } from '../merged-page.ts';
import { partitions } from '../partitions.ts';
import { CaseEntryDocument } from './documents.ts';

/**
 * A page of the cases of a location, or of all at which the person has a right: those that wait for it first.
 *
 * @param partnerId undefined: all of those
 * @param after where the page before ended; one that no page gave is the beginning
 * @returns undefined where the person has no right
 */
export async function listCases(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  partnerId: PartnerId | undefined,
  after: string | undefined,
): Promise<ListedAt<CaseEntry> | undefined> {
  const scope = await listScope(documents, person, partnerId, clock.now());
  if (scope === undefined) return undefined;
  const page = await mergedPage(documents, {
    kind: CaseEntryDocument,
    partitions: scope.at.map(({ location }) => ({
      partition: partitions.partner(location.partnerId),
      where: [],
    })),
    after,
    isSearch: false,
    fits: () => true,
  });
  return listedAt(scope, page);
}
