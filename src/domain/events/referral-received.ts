import { z } from 'zod';
import { defineEvent } from './define-event.ts';
import { ReferralKind } from '../referrals/referral.ts';
import { Workload } from '../shared/catalogue.ts';
import { Email } from '../shared/email.ts';
import { CustomerId, ReferralId } from '../shared/ids.ts';
import { Country, EventInstant, Language, words } from './fields.ts';

const ReferralReceived = z.object({
  referralId: ReferralId,
  kind: ReferralKind,
  customer: z.object({
    customerId: CustomerId,
    name: words(200),
    country: Country,
    language: Language,
    industry: words(100),
    seats: z.number().int().min(0).max(100_000_000),
    contact: z
      .object({ name: words(200), email: Email, phone: z.string().trim().max(50).optional() })
      .optional(),
  }),
  workloads: z.array(Workload).min(1).max(20),
  requestedAt: EventInstant,
  notes: z.string().max(4_000).optional(),
});
export type ReferralReceived = z.infer<typeof ReferralReceived>;

export const ReferralReceivedEvent = defineEvent({
  type: 'porter.referral.received',
  about: 'a customer asks for a partner',
  data: ReferralReceived,
});
