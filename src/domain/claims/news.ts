import type { Claim } from './claim.ts';

/** What the claiming location is told unasked. */
export const PARTNER_NEWS = ['asked', 'decided', 'contested', 'reminder', 'ending'] as const;
export type PartnerNews = (typeof PARTNER_NEWS)[number];
/** What the operators are told unasked. `waiting`: bundled, there is something to review. */
export const OPERATOR_NEWS = ['waiting', 'contest', 'overdue'] as const;
export type OperatorNews = (typeof OPERATOR_NEWS)[number];

/**
 * What is news about a claim once it was changed: nobody is told of what they did themselves, nor of a mere progress.
 *
 * @param joins it joins a contest that others are at already
 */
export function newsOf(
  before: Claim | undefined,
  after: Claim,
  joins = false,
): { readonly partner: readonly PartnerNews[]; readonly operators: readonly OperatorNews[] } {
  const last = after.steps.at(-1);
  const moved = before?.status !== after.status;
  const contestBegins = after.contest !== null && before?.contest == null;
  const isDecision =
    moved &&
    ['approved', 'rejected', 'rejected-final'].includes(after.status) &&
    after.reason !== 'withdrawn';
  // Of a contest that is over: one that begins finds the last step a decision too.
  const keepsTarget =
    !moved && last?.verb === 'claim.review' && before.contest !== null && after.contest === null;
  // Of those that a contest begins with, the newcomer; whoever joins it later is seen by those who look at it.
  const isChallenge = moved && !joins && (after.status === 'submitted' || after.status === 'dispute');
  const waits =
    (moved && after.status === 'submitted') ||
    last?.verb === 'claim.resubmit' ||
    last?.verb === 'claim.dispute';
  return {
    partner: [
      ...(moved && after.status === 'partner-action-required' ? (['asked'] as const) : []),
      ...(isDecision || keepsTarget ? (['decided'] as const) : []),
      ...(contestBegins ? (['contested'] as const) : []),
    ],
    operators: [
      ...(moved && waits ? (['waiting'] as const) : []),
      ...(contestBegins && isChallenge ? (['contest'] as const) : []),
      ...(after.escalatedAt !== null && before?.escalatedAt == null ? (['overdue'] as const) : []),
    ],
  };
}
