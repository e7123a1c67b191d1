import { z } from 'zod';
import { AadObjectId, CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** A location asked a customer to make it the Digital Partner of Record of a subscription. The latest asking only. */
export const DporRequest = z.object({
  subscriptionId: SubscriptionId,
  customerId: CustomerId,
  partnerId: PartnerId,
  /** Of the subscription, for showing. */
  product: z.string(),
  askedAt: Instant,
  askedBy: AadObjectId,
  askedByName: z.string(),
  /** When the change arrived; `null`: still open. */
  answeredAt: Instant.nullable(),
});
export type DporRequest = z.infer<typeof DporRequest>;
