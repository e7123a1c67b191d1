import { CustomerId, type SubscriptionId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';
import { SubscriptionDocument } from './documents.ts';
import { PointerDocument } from '../memberships/documents.ts';

/**
 * Says where the subscription is before it is there; one that points at nothing means nothing.
 * @returns false when it is there already, as another customer's
 */
export async function pointHere(
  documents: Documents,
  subscriptionId: SubscriptionId,
  customerId: CustomerId,
): Promise<boolean> {
  const partition = partitions.pointer('subscription', subscriptionId);
  const pointer = await documents.get(PointerDocument, partition, 'subscription');
  const here = { to: customerId };
  if (pointer === undefined) {
    await documents.commit(partition, [create(PointerDocument, 'subscription', here)]);
    return true;
  }
  if (pointer.value.to === customerId) return true;
  const theirs = `customers/${pointer.value.to}`;
  const other = await documents.get(SubscriptionDocument, theirs, `subscription:${subscriptionId}`);
  if (other !== undefined) return false;
  await documents.commit(partition, [replace(PointerDocument, pointer, here)]);
  return true;
}

/** Whose a subscription is, as far as anybody told. One read. @param target a subscription's id; anything else is nobody's */
export async function ownerOf(documents: Documents, target: string): Promise<CustomerId | undefined> {
  const pointer = await documents.get(
    PointerDocument,
    partitions.pointer('subscription', target),
    'subscription',
  );
  return CustomerId.safeParse(pointer?.value.to).data;
}
