import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import type { Customer } from '../../domain/associations/customer.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { calledAt, ownNameId, type Called } from './customer-names.ts';
import { knowsCustomer } from './knows-customer.ts';
import { CustomerDocument, OwnNameDocument } from './documents.ts';

/** What a location calls a customer: by its recorded name only where the location may know it, else by its own word. */
export async function calledNow(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<Called> {
  const [record, knows] = await Promise.all([
    documents.get(CustomerDocument, partitions.customer(customerId), 'customer'),
    knowsCustomer(documents, partnerId, customerId, now),
  ]);
  return knows
    ? calledAt(documents, partnerId, customerId, record?.value)
    : calledByStranger(documents, partnerId, customerId, record?.value);
}

/**
 * The same for a location that may know nothing of the customer: its own word. Where it was first to name the customer, what
 * an import or event has named it since is for the location as for everybody; a name that was recorded before is not.
 */
export async function calledByStranger(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  record: Customer | undefined,
): Promise<Called> {
  const own = await documents.get(OwnNameDocument, partitions.customer(customerId), ownNameId(partnerId));
  if (own === undefined) return { name: '', isOwn: false };
  const isFirst = own.value.cameLater !== true;
  return isFirst && record !== undefined && record.name !== ''
    ? { name: record.name, isOwn: false }
    : { name: own.value.name, isOwn: true };
}
