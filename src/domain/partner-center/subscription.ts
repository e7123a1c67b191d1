import type { Subscription } from '../associations/customer.ts';
import type { Day } from '../shared/time.ts';

/** What Partner Center says of a subscription that was sold through CSP. */
export interface SubscriptionFacts {
  /** In its words, lower case. */
  readonly status: string;
  readonly ends: Day | null;
}

/**
 * Its words in ours. A suspended one keeps its data, and can be taken up again. Source: Microsoft Learn, "Subscription
 * resources", SubscriptionStatus: none, active, pending, suspended, deleted, expired, disabled.
 */
const STATUSES: { readonly [theirs: string]: Subscription['status'] } = {
  active: 'active',
  suspended: 'in-grace',
  expired: 'expired',
  disabled: 'expired',
  deleted: 'cancelled',
};

/** @returns undefined where it says nothing new, or nothing that has a word here */
export function takeSubscription(
  stored: Subscription,
  { status, ends }: SubscriptionFacts,
): Subscription | undefined {
  const known = new Map(Object.entries(STATUSES)).get(status);
  if (known === undefined) return undefined;
  const next = { ...stored, status: known, ends: ends ?? stored.ends };
  return next.status === stored.status && next.ends === stored.ends ? undefined : next;
}
