import type { KnownSubscriptions } from '../../domain/claims/eligibility.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { knowsCustomer } from '../associations/knows-customer.ts';
import { CustomerKind, OfferEntryKind, SubscriptionKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** A customer with more subscriptions than this is judged by the first of them. */
const MOST_SUBSCRIPTIONS = 1_000;

/** What a location may know of a customer of which it wants to claim something. */
export interface CustomerFacts {
  readonly customerId: CustomerId;
  /** By an import or an event, else by the location itself; `''`: nobody has named it. */
  readonly name: string;
  readonly domain: string;
  /** Whether the location has to do with it. */
  readonly isKnown: boolean;
  /** Whether there is a record of it yet. */
  readonly isRecorded: boolean;
  /** Whether an import or an event has named it. */
  readonly isNamed: boolean;
  /** It has a name that is not for this location: for what is stored, never for an answer. */
  readonly isNamedElsewhere: boolean;
  readonly known: KnownSubscriptions;
}

/**
 * What a location may know of a customer; nothing where the location has nothing to do with it, exactly as if there were no
 * such customer. A point read and a query of the customer's partition, and those of {@link knowsCustomer}.
 */
export async function customerFacts(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<CustomerFacts> {
  const partition = partitions.customer(customerId);
  const [knows, customer, page] = await Promise.all([
    knowsCustomer(documents, partnerId, customerId, now),
    documents.get(CustomerKind, partition, 'customer'),
    documents.list(SubscriptionKind, partition, { limit: MOST_SUBSCRIPTIONS }),
  ]);
  if (!knows)
    return nothingKnown(customerId, customer?.value.name !== undefined && customer.value.name !== '');
  const isImported = [customer, ...page.items].some((document) => document?.imported !== undefined);
  return {
    customerId,
    name: customer?.value.name ?? '',
    domain: customer?.value.domain ?? '',
    isKnown: true,
    isRecorded: customer !== undefined,
    isNamed: customer !== undefined && customer.value.name !== '',
    isNamedElsewhere: false,
    known: { subscriptions: page.items.map(({ value }) => value), areComplete: isImported },
  };
}

function nothingKnown(customerId: CustomerId, isNamedElsewhere: boolean): CustomerFacts {
  return {
    customerId,
    name: '',
    domain: '',
    isKnown: false,
    isRecorded: false,
    isNamed: false,
    isNamedElsewhere,
    known: { subscriptions: [], areComplete: false },
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
