import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Documents, DocumentKind } from '../ports.ts';
import { formerWith } from './former.ts';
import { associationId } from './ids.ts';
import { AssociationDocument, DporChangeDocument, SubscriptionDocument } from './documents.ts';
import { ClaimDocument } from '../claims/documents.ts';
import { OfferEntryDocument } from '../referrals/documents.ts';

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
  if ((await documents.get(AssociationDocument, own, associationId(customerId))) !== undefined) return true;
  if ((await formerWith(documents, partnerId, customerId, now)) !== undefined) return true;
  // Perhaps not projected yet, or a thing of the past.
  const partition = partitions.customer(customerId);
  const any = async (kind: DocumentKind<unknown>, at: string, where: readonly Condition[]) =>
    (await documents.count(kind, at, where)) > 0;
  const is = (field: string, value: string) => ({ field, is: '=', value }) as const;
  const ties = await Promise.all([
    any(SubscriptionDocument, partition, [is('dporPartnerId', partnerId)]),
    any(SubscriptionDocument, partition, [is('cspPartnerId', partnerId)]),
    any(DporChangeDocument, partition, [is('partnerId', partnerId)]),
    any(DporChangeDocument, partition, [is('previousPartnerId', partnerId)]),
    any(ClaimDocument, partition, [is('partnerId', partnerId), is('status', 'approved')]),
    any(OfferEntryDocument, own, [is('customerId', customerId), is('status', 'accepted')]),
  ]);
  return ties.includes(true);
}
