import { z } from 'zod';
import { ReferralId } from '../shared/ids.ts';
import { Instant, InstantOrNever } from '../shared/time.ts';
import { OfferStatus, ReferralKind, type Offer, type Referral } from './referral.ts';

/** One offer as its location's list shows it: a projection, never what a decision goes by. */
export const OfferEntry = z.object({
  referralId: ReferralId,
  part: z.number().int(),
  round: z.number().int(),
  kind: ReferralKind,
  customerName: z.string(),
  status: OfferStatus,
  offeredAt: Instant,
  respondBy: InstantOrNever,
  /** `revision` of the offer it was made from; an entry never goes back. */
  version: z.number().int(),
});
export type OfferEntry = z.infer<typeof OfferEntry>;

export function offerEntry(referral: Referral, part: number, offer: Offer): OfferEntry {
  return {
    referralId: referral.referralId,
    part,
    round: offer.round,
    kind: referral.kind,
    customerName: referral.customer.name,
    status: offer.status,
    offeredAt: offer.offeredAt,
    respondBy: offer.respondBy,
    version: offer.revision,
  };
}
