import type { KnownSubscriptions } from '../../domain/claims/eligibility.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { CustomerKind, OfferEntryKind, SubscriptionKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** A customer with more subscriptions than this is judged by the first of them. */
const MOST_SUBSCRIPTIONS = 1_000;

/** What Porter knows of a customer, for whoever wants to claim something of it. */
export interface CustomerFacts {
  readonly customerId: CustomerId;
  /** By an import or an event, else by the location itself; `''`: nobody has named it. */
  readonly name: string;
  readonly domain: string;
  /** Whether there is a record of it yet. */
  readonly isRecorded: boolean;
  /** Whether an import or an event has named it. */
  readonly isNamed: boolean;
  readonly known: KnownSubscriptions;
}

/** A point read and a query of the customer's partition. */
export async function customerFacts(documents: Documents, customerId: CustomerId): Promise<CustomerFacts> {
  const partition = partitions.customer(customerId);
  const [customer, page] = await Promise.all([
    documents.get(CustomerKind, partition, 'customer'),
    documents.list(SubscriptionKind, partition, { limit: MOST_SUBSCRIPTIONS }),
  ]);
  const isImported = [customer, ...page.items].some((document) => document?.imported !== undefined);
  return {
    customerId,
    name: customer?.value.name ?? '',
    domain: customer?.value.domain ?? '',
    isRecorded: customer !== undefined,
    isNamed: customer !== undefined && customer.value.name !== '',
    known: { subscriptions: page.items.map(({ value }) => value), areComplete: isImported },
  };
}

/** How a location knows a customer of which there is no record yet: by a referral that it got. One query. */
export async function nameAtLocation(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
): Promise<string> {
  const page = await documents.list(OfferEntryKind, partitions.partner(partnerId), {
    where: [{ field: 'customerId', is: '=', value: customerId }],
    limit: 1,
  });
  return page.items[0]?.value.customerName ?? '';
}
