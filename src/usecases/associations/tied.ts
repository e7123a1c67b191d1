import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { AssociationKind, ClaimKind, DporChangeKind, OfferEntryKind, SubscriptionKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Documents, Kind } from '../ports.ts';
import { formerWith } from './former.ts';
import { associationId } from './ids.ts';

/**
 * Whether a location stands or stood with a customer: an association now or within a year, DPOR at any time, an accepted
 * referral. What it
 * may learn of that customer hangs on it. One point read for those that have an association; up to six queries for others.
 */
export async function isTiedTo(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<boolean> {
  const own = partitions.partner(partnerId);
  if ((await documents.get(AssociationKind, own, associationId(customerId))) !== undefined) return true;
  if ((await formerWith(documents, partnerId, customerId, now)) !== undefined) return true;
  // Perhaps not projected yet, or a thing of the past.
  const partition = partitions.customer(customerId);
  const any = async (kind: Kind<unknown>, at: string, where: readonly Condition[]) =>
    (await documents.count(kind, at, where)) > 0;
  const is = (field: string, value: string) => ({ field, is: '=', value }) as const;
  const ties = await Promise.all([
    any(SubscriptionKind, partition, [is('dporPartnerId', partnerId)]),
    any(SubscriptionKind, partition, [is('cspPartnerId', partnerId)]),
    any(DporChangeKind, partition, [is('partnerId', partnerId)]),
    any(DporChangeKind, partition, [is('previousPartnerId', partnerId)]),
    any(ClaimKind, partition, [is('partnerId', partnerId), is('status', 'approved')]),
    any(OfferEntryKind, own, [is('customerId', customerId), is('status', 'accepted')]),
  ]);
  return ties.includes(true);
}
