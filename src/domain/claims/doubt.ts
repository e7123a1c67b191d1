import type { Claim } from './claim.ts';
import { judgeTarget, type KnownSubscriptions, type NotEligible } from './eligibility.ts';

/** Why a claim may not fit what is recorded of its customer: for the operators, who decide on it. */
export type Doubt =
  | NotEligible
  /** The subscription is recorded as another customer's. */
  | { readonly code: 'of-another-customer' }
  /** Its product is in no catalogue. */
  | { readonly code: 'unknown-product'; readonly product: string };

/**
 * What of a claim does not fit what is recorded now. A claim of a location that had nothing to do with the customer was taken
 * unseen, since a refusal would have told what is there; an imported one was taken as it stands.
 *
 * @param isOfAnother the claimed subscription is recorded as another customer's
 * @returns undefined where nothing speaks against it, or nothing is known
 */
export function doubtAbout(
  { activity, target }: Pick<Claim, 'activity' | 'target'>,
  known: KnownSubscriptions,
  isOfAnother: boolean,
): Doubt | undefined {
  if (isOfAnother) return { code: 'of-another-customer' };
  const judged = judgeTarget(activity, target, known);
  if (!judged.ok) return judged.error;
  if (!judged.value.unchecked.includes('product')) return undefined;
  const on = known.subscriptions.find(({ subscriptionId }) => subscriptionId === judged.value.target);
  return { code: 'unknown-product', product: on?.product ?? '' };
}
