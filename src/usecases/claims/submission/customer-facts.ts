import type { Customer } from '../../../domain/associations/customer.ts';
import type { KnownSubscriptions } from '../../../domain/claims/eligibility.ts';
import type { CustomerId, PartnerId } from '../../../domain/shared/ids.ts';
import { knowsCustomer } from '../../associations/knows-customer.ts';
import { partitions } from '../../partitions.ts';
import type { Documents } from '../../ports.ts';
import { CustomerDocument, SubscriptionDocument } from '../../associations/documents.ts';
import { OfferEntryDocument } from '../../referrals/documents.ts';

/** A customer with more subscriptions than this is judged by the first of them. */
const MAX_SUBSCRIPTIONS = 1_000;

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

/** All that is recorded of a customer, whoever asks. A point read and a query of its partition. */
export async function recordsOf(
  documents: Documents,
  customerId: CustomerId,
): Promise<{ readonly customer: Customer | undefined; readonly known: KnownSubscriptions }> {
  const partition = partitions.customer(customerId);
  const [customer, page] = await Promise.all([
    documents.get(CustomerDocument, partition, 'customer'),
    documents.list(SubscriptionDocument, partition, { limit: MAX_SUBSCRIPTIONS }),
  ]);
  const isImported = [customer, ...page.items].some((document) => document?.imported !== undefined);
  return {
    customer: customer?.value,
    known: { subscriptions: page.items.map(({ value }) => value), areComplete: isImported },
  };
}

/**
 * What a location may know of a customer; nothing where the location has nothing to do with it, exactly as if there were no
 * such customer. The reads of {@link recordsOf} and of {@link knowsCustomer}.
 */
export async function customerFacts(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<CustomerFacts> {
  const [knows, { customer, known }] = await Promise.all([
    knowsCustomer(documents, partnerId, customerId, now),
    recordsOf(documents, customerId),
  ]);
  const isNamed = customer !== undefined && customer.name !== '';
  if (!knows) return nothingKnown(customerId, isNamed);
  return {
    customerId,
    name: customer?.name ?? '',
    domain: customer?.domain ?? '',
    isKnown: true,
    isRecorded: customer !== undefined,
    isNamed,
    isNamedElsewhere: false,
    known,
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
  const page = await documents.list(OfferEntryDocument, partitions.partner(partnerId), {
    where: [{ field: 'customerId', is: '=', value: customerId }],
    limit: 1,
  });
  return page.items[0]?.value.customerName ?? '';
}
