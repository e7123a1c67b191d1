import { z } from 'zod';
import { CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** How a change came to be known. `report`: somebody pasted a mail, and an operator said that it is so. */
export const DporSource = z.enum(['import', 'event', 'mail', 'report']);
export type DporSource = z.infer<typeof DporSource>;

/**
 * A change of a subscription's Digital Partner of Record that was taken in, also a late one that changed nothing. It says
 * what was told, whatever the order in which changes came, so that the same changes make the same history.
 */
export const DporChange = z.object({
  subscriptionId: SubscriptionId,
  customerId: CustomerId,
  /** `null`: nobody held it. */
  previousPartnerId: PartnerId.nullable(),
  /** `null`: nobody holds it now. */
  partnerId: PartnerId.nullable(),
  changedAt: Instant,
  /** As the source writes it: a name, an address, an id. It may name a person: never logged. */
  changedBy: z.string().nullable(),
  source: DporSource,
  /** What its source knows it by; two changes of one instant differ in it. */
  key: z.string(),
});
export type DporChange = z.infer<typeof DporChange>;
