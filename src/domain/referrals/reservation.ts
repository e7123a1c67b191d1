import { z } from 'zod';
import { Workload } from '../shared/catalogue.ts';
import { PartnerId, ReferralId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { Unplaced } from './referral.ts';

/** A round of a part of a referral, for which locations are reserved. */
const Round = z.object({ referralId: ReferralId, part: z.number().int(), round: z.number().int() });

/**
 * Which locations were chosen for a round of a part. It is written down before any of them is counted for it, so that whoever
 * matches the part next counts the rest, or gives back what was counted; it goes with the offers that are made of it.
 */
export const Reservation = z.object({
  ...Round.shape,
  /** Tells it from any other choice for the same round. */
  nonce: z.string(),
  /** Given up: no offers are made of it, and what was counted is being given back. */
  isVoid: z.boolean(),
  shares: z
    .array(
      z.object({
        partnerId: PartnerId,
        /** Of the location as it was chosen. It is counted at this one or not at all. */
        etag: z.string(),
        workloads: z.array(Workload).min(1),
        why: z.enum(['claim', 'dpor', 'round-robin', 'operator']),
        /** Workloads of these on which it holds an approved CPOR claim. */
        claimed: z.array(Workload),
      }),
    )
    .min(1),
  /** What nobody takes, and why. */
  remainder: z.array(Workload),
  remainderWhy: Unplaced,
  /** Locations passed over as those of the operator who ordered the matching; absent: none. */
  leftOut: z.array(PartnerId).optional(),
  reservedAt: Instant,
});
export type Reservation = z.infer<typeof Reservation>;

/** Beside some of a reservation's locations: that they were counted for it, or, void, that they never will be any more. */
export const Counted = z.object({
  ...Round.shape,
  partnerIds: z.array(PartnerId).min(1),
  isVoid: z.boolean(),
});
export type Counted = z.infer<typeof Counted>;

/** How an earlier release reserved: all locations were counted in the commit that wrote it. */
export const FormerReservation = z.object({
  ...Round.shape,
  shares: z.array(z.object({ partnerId: PartnerId })),
  reservedAt: Instant,
});
export type FormerReservation = z.infer<typeof FormerReservation>;
