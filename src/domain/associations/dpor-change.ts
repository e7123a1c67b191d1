import { z } from 'zod';
import { AadObjectId, CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** A change of a subscription's Digital Partner of Record that was taken in, also a late one that changed nothing. */
export const DporChange = z.object({
  subscriptionId: SubscriptionId,
  customerId: CustomerId,
  /** `null`: nobody held it. */
  previousPartnerId: PartnerId.nullable(),
  /** `null`: nobody holds it now. */
  partnerId: PartnerId.nullable(),
  changedAt: Instant,
  changedBy: AadObjectId.nullable(),
  source: z.enum(['import', 'event', 'mail']),
  /** Whether the subscription's holder was set by it. */
  applied: z.boolean(),
});
export type DporChange = z.infer<typeof DporChange>;
