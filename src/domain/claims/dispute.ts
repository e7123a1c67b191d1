import { ok, refuse, type Result } from '../shared/result.ts';
import { addDays } from '../shared/time.ts';
import type { Claim } from './claim.ts';
import type { ClaimPolicy } from './policy.ts';

/** Rejections that proof can turn. After the others the way is a new claim. */
const DISPUTABLE: ReadonlySet<Claim['reason']> = new Set<Claim['reason']>([
  'insufficient-poe',
  'no-response',
  'partner-request',
  '',
]);

export type DisputeRefused =
  /** It is not rejected (any more), or for good. */
  | { readonly code: 'stale' }
  | { readonly code: 'disputed-before' }
  /** The customer said no, or the target is gone or another partner's: a new claim is the way. */
  | { readonly code: 'not-disputable' }
  | { readonly code: 'dispute-over'; readonly until: Date };

/** Until when a claim that is rejected at this instant may be disputed; `null`: not at all. */
export function disputableUntil(
  { disputedAt }: Pick<Claim, 'disputedAt'>,
  reason: Claim['reason'],
  { disputeDays }: ClaimPolicy,
  rejectedAt: Date,
): Date | null {
  return disputedAt === null && DISPUTABLE.has(reason) ? addDays(rejectedAt, disputeDays) : null;
}

/**
 * Whether its location may dispute a claim now: once, for a reason that proof can turn, within {@link ClaimPolicy.disputeDays}.
 * An imported rejection may have no deadline yet: its days count from its last change.
 *
 * @returns until when, or why not
 */
export function disputeOf(
  claim: Pick<Claim, 'status' | 'reason' | 'disputedAt' | 'dueAt' | 'updatedAt'>,
  policy: ClaimPolicy,
  now: Date,
): Result<Date, DisputeRefused> {
  if (claim.status !== 'rejected') return refuse({ code: 'stale' });
  if (claim.disputedAt !== null) return refuse({ code: 'disputed-before' });
  const ends = disputableUntil(claim, claim.reason, policy, claim.updatedAt);
  if (ends === null) return refuse({ code: 'not-disputable' });
  const until = claim.dueAt ?? ends;
  return now < until ? ok(until) : refuse({ code: 'dispute-over', until });
}
