import { z } from 'zod';
import { AadObjectId, CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { addDays, Day, dayOf, Instant } from '../shared/time.ts';

/**
 * A location wants a customer to make it the Digital Partner of Record of a subscription. It has a letter for that; Porter
 * sends none, so that it was asked for is known by somebody's word alone. The latest letter only.
 */
export const DporRequest = z.object({
  subscriptionId: SubscriptionId,
  customerId: CustomerId,
  partnerId: PartnerId,
  /** Of the subscription, for showing. */
  product: z.string(),
  /** When the letter was written for whoever pressed, and who that was. */
  askedAt: Instant,
  askedBy: AadObjectId,
  askedByName: z.string(),
  /** When the change arrived; `null`: still open. */
  answeredAt: Instant.nullable(),
  /** That the letter was sent, on which day, and by whose word; absent: nobody has said so. */
  sent: z.object({ on: Day, by: AadObjectId, byName: z.string(), at: Instant }).optional(),
});
export type DporRequest = z.infer<typeof DporRequest>;

/** Whether a letter can have been sent on a day: not on one that has begun nowhere yet. */
export function canBeSentOn(day: Day, now: Date): boolean {
  return day <= dayOf(addDays(now, AHEAD_DAYS));
}

/** The furthest zone is 14 hours ahead of UTC. */
const AHEAD_DAYS = 14 / 24;
