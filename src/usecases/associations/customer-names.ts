import { comparableName } from '../../domain/associations/customer-name.ts';
import type { Customer } from '../../domain/associations/customer.ts';
import type { KnownCustomer } from '../../domain/associations/match-mail.ts';
import { CustomerId, type PartnerId } from '../../domain/shared/ids.ts';
import { committed } from '../committed.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { create, type Documents } from '../ports.ts';
import { CustomerDocument, OwnNameDocument, SubscriptionDocument } from './documents.ts';
import { PointerDocument } from '../memberships/documents.ts';

/** More customers of one name than anybody could tell apart by it. */
const MAX_NAMESAKES = 20;
/** More subscriptions than a customer has. */
const MAX_SUBSCRIPTIONS = 1_000;

/** Where customers of that name are pointed to; undefined for a name of which nothing can be compared. */
export function customerNamePartition(name: string): string | undefined {
  const comparable = comparableName(name);
  return comparable === '' ? undefined : partitions.pointer('customer-name', hashOf(comparable));
}

/** Makes a customer findable by its name. Doing it again changes nothing. @returns whether it was not yet */
export async function pointCustomerName(
  documents: Documents,
  { customerId, name }: { readonly customerId: CustomerId; readonly name: string },
): Promise<boolean> {
  const partition = customerNamePartition(name);
  if (partition === undefined) return false;
  if ((await documents.get(PointerDocument, partition, customerId)) !== undefined) return false;
  return committed(() =>
    documents.commit(partition, [create(PointerDocument, customerId, { to: customerId })]),
  );
}

/** Customers that have this name now, with their subscriptions. One read, and two for each. */
export async function customersNamed(documents: Documents, name: string): Promise<readonly KnownCustomer[]> {
  const partition = customerNamePartition(name);
  if (partition === undefined) return [];
  const pointers = await documents.list(PointerDocument, partition, { limit: MAX_NAMESAKES });
  const known = await Promise.all(
    pointers.items.map(async ({ value }): Promise<KnownCustomer | undefined> => {
      const at = partitions.customer(CustomerId.parse(value.to));
      const [customer, subscriptions] = await Promise.all([
        documents.get(CustomerDocument, at, 'customer'),
        documents.list(SubscriptionDocument, at, { limit: MAX_SUBSCRIPTIONS }),
      ]);
      return (
        customer && { customer: customer.value, subscriptions: subscriptions.items.map((one) => one.value) }
      );
    }),
  );
  return known.filter((one) => one !== undefined);
}

/** What a customer is called towards a location. */
export interface Called {
  /** `''`: nobody has named it. */
  readonly name: string;
  /** It is the location's own word: no import and no event has named the customer. */
  readonly isOwn: boolean;
}

/** @param record of the customer, where there is one */
export async function calledAt(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  record: Customer | undefined,
): Promise<Called> {
  if (record !== undefined && record.name !== '') return { name: record.name, isOwn: false };
  const own = await documents.get(OwnNameDocument, partitions.customer(customerId), ownNameId(partnerId));
  return { name: own?.value.name ?? '', isOwn: own !== undefined };
}

export function ownNameId(partnerId: PartnerId): string {
  return `own-name:${partnerId}`;
}
