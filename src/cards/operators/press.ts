import { z } from 'zod';
import type { Criterion } from '../../domain/referrals/match.ts';
import { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { written } from '../../domain/shared/written.ts';

/** What operators' cards send back. It comes from the client: no rights follow from it. */
export const OperationsShowPress = z.strictObject({
  verb: z.literal('operations.show'),
  data: z.strictObject({}),
});

export const OperationsWorkPress = z.strictObject({
  verb: z.literal('operations.work'),
  data: z.strictObject({}),
});
export const OperationsRetryPress = z.strictObject({
  verb: z.literal('operations.retry'),
  data: z.strictObject({}),
});

const inputs = { reason: z.string().optional(), partnerId: z.string().optional() };

export const ReferralWhyPress = z.strictObject({
  verb: z.literal('referral.why'),
  /** A client may send the inputs of a form beside it along. */
  data: z.strictObject({ referralId: ReferralId, ...inputs }),
});

const change = z.strictObject({
  referralId: ReferralId,
  part: z.number().int().min(1),
  offer: z.number().int().min(1).optional(),
  /** The inputs are judged apart, so that a bad one brings the form back. */
  ...inputs,
});
export const ReferralWithdrawPress = z.strictObject({ verb: z.literal('referral.withdraw'), data: change });
export const ReferralReassignPress = z.strictObject({ verb: z.literal('referral.reassign'), data: change });
export type ChangeInput = z.infer<typeof change>;

/** What was typed into a change that could not be taken, and what is wrong with it. */
export interface ChangeTyped {
  readonly reason: string;
  readonly partnerId: string;
  readonly reasonError?: 'too-long' | 'missing' | undefined;
  readonly partnerError?: 'no-partner-id' | Criterion | 'unknown' | 'most-partners' | undefined;
}

export const MAX_REASON = 1_000;

/** The input of a change, or the form as it comes back. */
export function readChange({
  reason = '',
  partnerId = '',
}: ChangeInput): Result<{ readonly reason: string; readonly to: PartnerId | null }, ChangeTyped> {
  const to = partnerId.trim() === '' ? null : PartnerId.safeParse(partnerId.trim());
  const tooLong = reason.length > MAX_REASON;
  const hasReason = written(reason) !== '' && !tooLong;
  if (hasReason && (to === null || to.success)) {
    return ok({ reason: written(reason), to: to === null ? null : to.data });
  }
  return refuse({
    reason: reason.slice(0, MAX_REASON),
    partnerId: partnerId.slice(0, 20),
    reasonError: tooLong ? 'too-long' : hasReason ? undefined : 'missing',
    partnerError: to === null || to.success ? undefined : 'no-partner-id',
  });
}
