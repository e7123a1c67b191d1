import type { ClaimActivity } from '../shared/catalogue.ts';
import { holdsTarget, type Claim } from './claim.ts';
import { REVREC_LAG_MONTHS } from './activities.ts';

/** What an approved claim gives its location at a customer, and since when it is shown. */
export interface Given {
  readonly activity: ClaimActivity;
  readonly since: Date;
}

/**
 * The associations of one claim as scorecards show them: its own activity from its approval; of OSA the revenue recognition
 * too, which comes by itself and shows {@link REVREC_LAG_MONTHS} later. It is no claim of its own and ends with the OSA claim.
 *
 * @returns empty unless the claim is approved; `since` may lie in the future
 */
export function givenBy(claim: Claim): readonly Given[] {
  const { activity, approvedAt } = claim;
  if (!holdsTarget(claim) || approvedAt === null) return [];
  const own = { activity, since: approvedAt };
  return activity === 'osa' ? [own, { activity: 'revrec', since: revRecSince(approvedAt) }] : [own];
}

/** The same day a month later, or the last of a shorter month. */
export function revRecSince(approvedAt: Date): Date {
  const later = new Date(approvedAt);
  later.setUTCMonth(later.getUTCMonth() + REVREC_LAG_MONTHS);
  if (later.getUTCDate() !== approvedAt.getUTCDate()) later.setUTCDate(0);
  return later;
}
