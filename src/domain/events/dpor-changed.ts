import { z } from 'zod';
import { defineEvent } from './define-event.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { EventInstant, words } from './fields.ts';

const DporChanged = z.object({
  subscriptionId: SubscriptionId,
  customer: z.object({ customerId: CustomerId, name: words(200) }),
  /** A product of the catalogue, or another name as written. */
  product: words(200),
  previousPartnerId: PartnerId.nullable(),
  partnerId: PartnerId.nullable(),
  changedAt: EventInstant,
  changedBy: z.string().max(200).optional(),
});
export type DporChanged = z.infer<typeof DporChanged>;

export const DporChangedEvent = defineEvent({
  type: 'porter.dpor.changed',
  about: 'a subscription has another Digital Partner of Record, or none any more',
  data: DporChanged,
});
