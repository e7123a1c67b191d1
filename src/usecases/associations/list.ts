import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { Person } from '../../domain/memberships/person.ts';
import { isNamed } from '../../domain/referrals/offer-entry.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { listedAt, type ListedAt } from '../memberships/listed-at.ts';
import { listScope } from '../memberships/list-scope.ts';
import { mergedPage } from '../merged-page.ts';
import { partitions } from '../partitions.ts';
import { formerAt, type FormerList } from './former.ts';
import { AssociationDocument } from './documents.ts';

export interface AssociationQuery {
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

/** By the customer's name. */
export interface AssociationList extends ListedAt<CustomerAssociations> {
  /** Behind the last of those: customers that nothing ties a location to any more, for a year. */
  readonly former: FormerList;
}

/**
 * A page of the customers that a location stands with, or all at which the person has a right.
 *
 * @param partnerId undefined: all of those
 */
export async function listAssociations(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  partnerId: PartnerId | undefined,
  { customer, after }: AssociationQuery,
): Promise<Result<AssociationList, { readonly code: 'forbidden' }>> {
  const scope = await listScope(documents, person, partnerId, clock.now());
  if (scope === undefined) return refuse({ code: 'forbidden' });
  const page = await mergedPage(documents, {
    kind: AssociationDocument,
    partitions: scope.at.map(({ location }) => ({
      partition: partitions.partner(location.partnerId),
      where: [],
    })),
    after,
    isSearch: customer !== '',
    fits: ({ value }) => isNamed(value.customerName, customer),
  });
  const locations = scope.at.map(({ location }) => location);
  const former =
    page.after === undefined
      ? await formerAt(documents, locations, customer, clock.now())
      : { entries: [], more: 0 };
  return ok({ ...listedAt(scope, page), former });
}
