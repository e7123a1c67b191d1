import type { Subscription } from '../associations/customer.ts';
import { addDays, startOfDay, type Day } from '../shared/time.ts';

/**
 * Whether a subscription is over, and with it every Business Applications association on it: it was said to be, or its last
 * day is past. In grace it is not. Source: Partner Center, incentives customer association issues, 2023-10.
 */
export function subscriptionEnded(
  { status, ends }: Pick<Subscription, 'status' | 'ends'>,
  now: Date,
): boolean {
  if (status === 'expired' || status === 'cancelled') return true;
  return status === 'active' && ends !== null && now >= subscriptionEndsAt(ends);
}

/** The first instant at which a last day is over, in UTC. */
export function subscriptionEndsAt(ends: Day): Date {
  return addDays(startOfDay(ends), 1);
}
