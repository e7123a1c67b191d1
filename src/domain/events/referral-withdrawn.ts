import { z } from 'zod';
import { ReferralId } from '../shared/ids.ts';
import { EventInstant, words } from './fields.ts';

/** `porter.referral.withdrawn`: the customer no longer wants a partner. */
export const ReferralWithdrawn = z.object({
  referralId: ReferralId,
  reason: words(1_000),
  withdrawnAt: EventInstant,
});
export type ReferralWithdrawn = z.infer<typeof ReferralWithdrawn>;
