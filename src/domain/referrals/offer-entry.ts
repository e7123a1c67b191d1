import { z } from 'zod';
import { Workload } from '../shared/catalogue.ts';
import { AadObjectId, CustomerId, ReferralId } from '../shared/ids.ts';
import { Instant, InstantOrNever } from '../shared/time.ts';
import { OfferStatus, ReferralKind, type Offer, type Referral } from './referral.ts';

/** One offer as its location's list shows it: a projection, never what a decision goes by. */
export const OfferEntry = z.object({
  referralId: ReferralId,
  part: z.number().int(),
  round: z.number().int(),
  kind: ReferralKind,
  customerName: z.string(),
  /** Absent in entries written before it was kept. */
  customerId: CustomerId.optional(),
  workloads: z.array(Workload),
  status: OfferStatus,
  offeredAt: Instant,
  respondBy: InstantOrNever,
  decidedAt: InstantOrNever,
  /** The Entra id of who decided, or what readers are shown of them; empty where no person did. */
  decidedBy: z.string(),
  handedBack: z.boolean(),
  /** Where it stands in the list, lowest first: see {@link rankOf}. */
  rank: z.number(),
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
    customerId: referral.customer.customerId,
    workloads: offer.workloads,
    status: offer.status,
    offeredAt: offer.offeredAt,
    respondBy: offer.respondBy,
    decidedAt: offer.decidedAt,
    decidedBy: AadObjectId.safeParse(offer.decidedBy?.by).data ?? '',
    handedBack: offer.handedBack === true,
    rank: rankOf(offer),
    version: offer.revision,
  };
}

/** Above every deadline until the year 17000, in milliseconds. */
const HISTORY = 1e15;

/** Open offers come first, the next deadline on top; then what is decided, the latest on top. */
function rankOf({ status, offeredAt, respondBy, decidedAt }: Offer): number {
  return status === 'offered'
    ? (respondBy ?? offeredAt).getTime()
    : HISTORY - (decidedAt ?? offeredAt).getTime();
}

/** Whether a customer is one that somebody looks for by a part of its name, in any case and with or without accents. */
export function isNamed(customerName: string, part: string): boolean {
  return folded(customerName).includes(folded(part.trim()));
}

/** Lower case without accents: what names are looked for and ordered by. */
export function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
