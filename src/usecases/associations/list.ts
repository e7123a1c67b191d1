import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { isNamed } from '../../domain/referrals/offer-entry.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { filteredPage, type FilteredPage } from '../filtered-page.ts';
import { AssociationKind } from '../kinds.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { formerAt, type FormerList } from './former.ts';

export interface AssociationQuery {
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

/** By the customer's name. */
export interface AssociationList extends FilteredPage<CustomerAssociations> {
  readonly location: Location;
  /** Behind the last of those: customers that nothing ties it to any more, for a year. */
  readonly former: FormerList;
}

/** A page of the customers that a location stands with, for whoever has a right there. */
export async function listAssociations(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  query: AssociationQuery,
): Promise<Result<AssociationList, { readonly code: 'forbidden' }>> {
  const rights = await rightsAt(documents, person, partnerId, clock.now());
  if (rights === undefined) return refuse({ code: 'forbidden' });
  const page = await pageOf(documents, partnerId, query);
  const former =
    page.after === undefined
      ? await formerAt(documents, partnerId, query.customer, clock.now())
      : { entries: [], more: 0 };
  return ok({ location: rights.location, ...page, former });
}

function pageOf(
  documents: Documents,
  partnerId: PartnerId,
  { customer, after }: AssociationQuery,
): Promise<FilteredPage<CustomerAssociations>> {
  // Where the store's page began, and after which customer of it to go on.
  const [page = '', skipTo] = (after ?? '').split('~');
  return filteredPage(documents, {
    kind: AssociationKind,
    partition: partitions.partner(partnerId),
    where: [],
    page,
    isSearch: customer !== '',
    pick: (items, isFirst) =>
      following(items, isFirst ? skipTo : undefined).filter(({ value }) =>
        isNamed(value.customerName, customer),
      ),
    cursor: (start, last) => (last === undefined ? start : `${start}~${last.value.customerId}`),
  });
}

/** Those behind a customer; all where it is not among them any more. */
function following(
  items: readonly Document<CustomerAssociations>[],
  customerId: string | undefined,
): readonly Document<CustomerAssociations>[] {
  return items.slice(items.findIndex(({ value }) => value.customerId === customerId) + 1);
}
