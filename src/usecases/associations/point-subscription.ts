import { CustomerId, type SubscriptionId } from '../../domain/shared/ids.ts';
import { PointerKind, SubscriptionKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';

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
  const pointer = await documents.get(PointerKind, partition, 'subscription');
  const here = { to: customerId };
  if (pointer === undefined) {
    await documents.commit(partition, [create(PointerKind, 'subscription', here)]);
    return true;
  }
  if (pointer.value.to === customerId) return true;
  const theirs = `customers/${pointer.value.to}`;
  const other = await documents.get(SubscriptionKind, theirs, `subscription:${subscriptionId}`);
  if (other !== undefined) return false;
  await documents.commit(partition, [replace(PointerKind, pointer, here)]);
  return true;
}

/** Whose a subscription is, as far as anybody told. One read. @param target a subscription's id; anything else is nobody's */
export async function ownerOf(documents: Documents, target: string): Promise<CustomerId | undefined> {
  const pointer = await documents.get(
    PointerKind,
    partitions.pointer('subscription', target),
    'subscription',
  );
  return CustomerId.safeParse(pointer?.value.to).data;
}
