import { z } from 'zod';
import { defineEvent } from './define-event.ts';
import { EventInstant } from './fields.ts';

const CustomerResponded = z.object({
  claimId: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable characters'),
  consent: z.enum(['accepted', 'declined']),
  respondedAt: EventInstant,
});
export type CustomerResponded = z.infer<typeof CustomerResponded>;

export const CustomerRespondedEvent = defineEvent({
  type: 'porter.claim.customer-responded',
  about: 'the customer agrees to a claim, or denies it',
  data: CustomerResponded,
});
