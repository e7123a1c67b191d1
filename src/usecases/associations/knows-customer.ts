import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { associationId } from './ids.ts';
import { isTiedTo } from './tied.ts';
import { AssociationDocument } from './documents.ts';
import { ClaimDocument } from '../claims/documents.ts';
import { OfferEntryDocument } from '../referrals/documents.ts';

/** A location has fewer claims at one customer. */
const MAX_CLAIMS = 200;

/**
 * Whether a location may know anything of a customer: its recorded name, its subscriptions, what is active. It got a referral
 * of it, is or was tied to it, held a claim there, or the programme itself lists a claim of it. A claim that it merely
 * submitted opens nothing, or anybody could learn of any customer by claiming something there.
 *
 * One point read for a location with an association there; up to ten more for others.
 */
export async function knowsCustomer(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<boolean> {
  const own = partitions.partner(partnerId);
  if ((await documents.get(AssociationDocument, own, associationId(customerId))) !== undefined) return true;
  const [offers, claims] = await Promise.all([
    documents.list(OfferEntryDocument, own, {
      where: [{ field: 'customerId', is: '=', value: customerId }],
      limit: 1,
    }),
    documents.list(ClaimDocument, partitions.customer(customerId), {
      where: [{ field: 'partnerId', is: '=', value: partnerId }],
      limit: MAX_CLAIMS,
    }),
  ]);
  if (offers.items.length > 0) return true;
  if (claims.items.some(({ value, imported }) => value.approvedAt !== null || imported !== undefined))
    return true;
  return isTiedTo(documents, partnerId, customerId, now);
}
