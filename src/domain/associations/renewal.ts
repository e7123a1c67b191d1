import type { PartnerId } from '../shared/ids.ts';
import type { Subscription } from './customer.ts';
import type { DporChange } from './dpor-change.ts';
import { isSameProduct } from './product.ts';

/**
 * Whether a new subscription may follow an older one: of the same product, and heard of later. What came in one import is of
 * one age.
 *
 * Source: programme slides, "Digital Partner of Record FAQ": a new subscription, also by upgrade or migration, starts
 * without a DPOR, and the customer has to add one again.
 */
export function mayFollow(fresh: Subscription, older: Subscription): boolean {
  if (fresh.knownSince === undefined || older.subscriptionId === fresh.subscriptionId) return false;
  if (older.knownSince !== undefined && older.knownSince >= fresh.knownSince) return false;
  return isSameProduct(fresh.product, older.product);
}

/**
 * Who holds a subscription, else who held it last; nobody before them is concerned any more.
 *
 * @param history its changes, the newest first
 */
export function lastHolderOf(
  { dporPartnerId }: Pick<Subscription, 'dporPartnerId'>,
  history: readonly DporChange[],
): PartnerId | null {
  if (dporPartnerId !== null) return dporPartnerId;
  const last = history.find(({ partnerId, previousPartnerId }) => (partnerId ?? previousPartnerId) !== null);
  return last?.partnerId ?? last?.previousPartnerId ?? null;
}
