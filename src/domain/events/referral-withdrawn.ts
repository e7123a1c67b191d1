import { z } from 'zod';
import { defineEvent } from './define-event.ts';
import { ReferralId } from '../shared/ids.ts';
import { EventInstant, words } from './fields.ts';

const ReferralWithdrawn = z.object({
  referralId: ReferralId,
  reason: words(1_000),
  withdrawnAt: EventInstant,
});
export type ReferralWithdrawn = z.infer<typeof ReferralWithdrawn>;

export const ReferralWithdrawnEvent = defineEvent({
  type: 'porter.referral.withdrawn',
  about: 'the customer no longer wants a partner',
  data: ReferralWithdrawn,
});
