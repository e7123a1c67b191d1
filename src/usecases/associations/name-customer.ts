import { newCustomer, type Customer } from '../../domain/associations/customer.ts';
import type { CustomerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument, jobChange } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Document, type Documents } from '../ports.ts';
import { pointCustomerName } from './customer-names.ts';
import { CustomerDocument, SubscriptionDocument } from './documents.ts';
import { ClaimDocument } from '../claims/documents.ts';
import { RowDocument } from '../imports/documents.ts';

interface Named {
  readonly customerId: CustomerId;
  readonly name: string;
}

/**
 * What an event that names a customer writes beside its own facts: the record where there is none, and the name of one that
 * no import and no event has named yet. The first event names it; what is imported stays.
 *
 * @param stored the customer's record as read
 */
export async function namedChanges(
  documents: Documents,
  stored: Document<Customer> | undefined,
  { customerId, name }: Named,
  now: Date,
): Promise<readonly Change[]> {
  if (stored !== undefined && (name === '' || !(await isOpen(documents, stored)))) return [];
  await pointCustomerName(documents, { customerId, name });
  const made: Customer = { ...(stored?.value ?? newCustomer({ customerId, name })), name, namedBy: 'event' };
  return [
    stored === undefined
      ? create(CustomerDocument, 'customer', made)
      : replace(CustomerDocument, stored, made),
    ...(await renameJobs(documents, customerId, now)),
  ];
}

/** Takes the name of a customer from an event that says nothing else of it. A named one costs one read. */
export async function nameCustomer(context: Context, named: Named): Promise<void> {
  const { documents, queues, clock } = context;
  const partition = partitions.customer(named.customerId);
  await decideAgain(queues, partition, async () => {
    const stored = await documents.get(CustomerDocument, partition, 'customer');
    const changes = await namedChanges(documents, stored, named, clock.now());
    if (changes.length > 0) await documents.commit(partition, changes);
  });
}

/** Neither imported nor named by an event, and somebody claims there: an earlier release took it from whoever claimed first. */
async function isOpen(
  documents: Documents,
  { partition, value, imported }: Document<Customer>,
): Promise<boolean> {
  if (imported !== undefined || value.namedBy !== undefined) return false;
  return value.name === '' || (await documents.count(ClaimDocument, partition, [])) > 0;
}

/** Whoever lists the customer lists it by that name; nobody does where nothing lies with it. */
async function renameJobs(
  documents: Documents,
  customerId: CustomerId,
  now: Date,
): Promise<readonly Change[]> {
  const partition = partitions.customer(customerId);
  const lists = [SubscriptionDocument, ClaimDocument, RowDocument];
  const counts = await Promise.all(lists.map((kind) => documents.count(kind, partition, [])));
  if (counts.every((count) => count === 0)) return [];
  const id = 'association-names';
  const waiting = await documents.get(JobDocument, partition, `job:${id}`);
  return [jobChange(waiting, id, { task: 'association.rename', customerId }, now)];
}
