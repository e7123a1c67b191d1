import type { Subscription } from '../associations/customer.ts';
import { ClaimActivity, USAGE_ONLY_WORKLOADS, Workload } from '../shared/catalogue.ts';
import { SubscriptionId } from '../shared/ids.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import {
  ACTIVITY_RULES,
  claimsProduct,
  claimsSubscription,
  workloadsOf,
  type LicensingModel,
} from './activities.ts';

/** What Porter has been told of a customer's subscriptions. */
export interface KnownSubscriptions {
  readonly subscriptions: readonly Subscription[];
  /**
   * They are all there are, as far as the programme's data goes: the customer was imported, or at least one subscription
   * is known. Of a customer who only stands in a claim or an event nothing is known, so nothing is refused for lack of a subscription.
   */
  readonly areComplete: boolean;
}

/** Why a target cannot be claimed by an activity, with what is needed to say what to do instead. */
export type NotEligible =
  | { readonly code: 'not-a-workload' }
  | { readonly code: 'not-a-subscription' }
  /** Recognised for usage only: the `usage-only` activity is open to it. */
  | { readonly code: 'usage-only-workload'; readonly workload: Workload }
  /** No active subscription of the customer holds the workload. */
  | { readonly code: 'no-active-subscription'; readonly workload: Workload }
  /** Not among the customer's subscriptions. */
  | { readonly code: 'unknown-subscription' }
  /** A subscription of a product that the activity does not claim. */
  | { readonly code: 'other-product'; readonly product: string }
  | { readonly code: 'not-in-force'; readonly status: 'expired' | 'cancelled' }
  | {
      readonly code: 'licensing';
      readonly licensing: LicensingModel;
      readonly allowed: readonly LicensingModel[];
      /** Activities that this licensing is open to, for the same kind of target. */
      readonly instead: readonly ClaimActivity[];
    };

/** What is left to the reviewer, since Porter was never told. */
export type Unchecked = 'subscriptions' | 'licensing' | 'product';

export interface Eligible {
  /** As stored: a workload's slug, or a subscription's id in lower case. */
  readonly target: string;
  readonly unchecked: readonly Unchecked[];
}

/**
 * Whether an activity can claim a target of a customer, judged once, when the claim is submitted: what happens to the
 * licence later does not matter.
 *
 * Source: {@link ACTIVITY_RULES}; "Active and in-grace status of the subscription" for Business Applications, "at least one
 * active subscription under the claimed workload" for Microsoft 365, "excludes MPSA" for both. The four usage-only
 * workloads refuse the incentive; usage only is open to every workload.
 *
 * @param target as typed: a workload's slug or a subscription's id
 */
export function judgeTarget(
  activity: ClaimActivity,
  target: string,
  known: KnownSubscriptions,
): Result<Eligible, NotEligible> {
  return claimsSubscription(activity)
    ? judgeSubscription(activity, target, known)
    : judgeWorkload(activity, target, known);
}

/** What an activity can claim of a customer's subscriptions, to choose from; in the catalogue's or their own order. */
export function claimableTargets(
  activity: ClaimActivity,
  subscriptions: readonly Subscription[],
): readonly string[] {
  const known = { subscriptions, areComplete: true };
  const targets = claimsSubscription(activity)
    ? subscriptions.map(({ subscriptionId }) => subscriptionId)
    : workloadsOf(activity);
  return targets.filter((target) => judgeTarget(activity, target, known).ok);
}

function judgeWorkload(
  activity: ClaimActivity,
  target: string,
  { subscriptions, areComplete }: KnownSubscriptions,
): Result<Eligible, NotEligible> {
  const parsed = Workload.safeParse(target);
  if (!parsed.success) return refuse({ code: 'not-a-workload' });
  const workload = parsed.data;
  if (activity === 'osu-m365' && USAGE_ONLY_WORKLOADS.includes(workload)) {
    return refuse({ code: 'usage-only-workload', workload });
  }
  if (!areComplete) return ok({ target: workload, unchecked: ['subscriptions'] });
  const active = subscriptions.filter(
    (subscription) => subscription.status === 'active' && subscription.workloads.includes(workload),
  );
  const [first] = active;
  if (first === undefined) return refuse({ code: 'no-active-subscription', workload });
  if (active.some(({ licensing }) => isLicensed(activity, licensing))) {
    return ok({ target: workload, unchecked: [] });
  }
  if (active.some(({ licensing }) => licensing === null)) {
    return ok({ target: workload, unchecked: ['licensing'] });
  }
  return refuseLicensing(activity, first.licensing);
}

function judgeSubscription(
  activity: ClaimActivity,
  target: string,
  { subscriptions, areComplete }: KnownSubscriptions,
): Result<Eligible, NotEligible> {
  const parsed = SubscriptionId.safeParse(target);
  if (!parsed.success) return refuse({ code: 'not-a-subscription' });
  const found = subscriptions.find(({ subscriptionId }) => subscriptionId === parsed.data);
  if (found === undefined) {
    return areComplete
      ? refuse({ code: 'unknown-subscription' })
      : ok({ target: parsed.data, unchecked: ['subscriptions'] });
  }
  if (found.status === 'expired' || found.status === 'cancelled') {
    return refuse({ code: 'not-in-force', status: found.status });
  }
  const isClaimed = claimsProduct(activity, found.product);
  if (isClaimed === false) return refuse({ code: 'other-product', product: found.product });
  if (found.licensing !== null && !isLicensed(activity, found.licensing)) {
    return refuseLicensing(activity, found.licensing);
  }
  return ok({
    target: parsed.data,
    unchecked: [
      ...(isClaimed === undefined ? (['product'] as const) : []),
      ...(found.licensing === null ? (['licensing'] as const) : []),
    ],
  });
}

function isLicensed(activity: ClaimActivity, licensing: LicensingModel | null): boolean {
  return licensing !== null && ACTIVITY_RULES[activity].licensing.includes(licensing);
}

function refuseLicensing(
  activity: ClaimActivity,
  licensing: LicensingModel | null,
): Result<never, NotEligible> {
  if (licensing === null) throw new Error('a licensing that nobody knows is not refused');
  const { unit, licensing: allowed } = ACTIVITY_RULES[activity];
  const instead = ClaimActivity.options.filter(
    (other) => ACTIVITY_RULES[other].unit === unit && isLicensed(other, licensing),
  );
  return refuse({ code: 'licensing', licensing, allowed, instead });
}
