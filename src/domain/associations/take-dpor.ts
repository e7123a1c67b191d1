import type { PartnerId } from '../shared/ids.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { Subscription } from './customer.ts';
import type { DporChange } from './dpor-change.ts';

/** What is stored of a subscription's holder. */
export type Held = Pick<Subscription, 'dporPartnerId' | 'dporChangedAt' | 'licensing' | 'cspPartnerId'>;

/** Who holds the subscription after a change was taken in, and since when. */
export type Holder = Pick<Subscription, 'dporPartnerId' | 'dporChangedAt'>;

export type TakenDpor =
  /** The holder is another one now; whoever lost it and whoever gained it are to be told. */
  | {
      readonly code: 'forward';
      readonly holder: Holder;
      readonly lost: readonly PartnerId[];
      readonly gained: PartnerId | null;
    }
  /** The newest change there is, and it leaves the holder as it is. */
  | { readonly code: 'same'; readonly holder: Holder }
  /** Older than what is stored: history only. */
  | { readonly code: 'late' };

/** A subscription sold through CSP has no DPOR: its credit follows CSP by itself. */
export type DporRefused = { readonly code: 'csp' };

/**
 * Takes in a change of a subscription's Digital Partner of Record. The newest `changedAt` counts, in whatever order
 * changes come; changes of one instant have an order of their own ({@link lastOf}). There may be any number of them.
 *
 * Source: programme slides, "Digital Partner of Record FAQ": one at a time, changed as often as customers wish, none on
 * CSP subscriptions; old and new partner are told.
 *
 * @param stored the subscription as stored; undefined when it was unknown: then the change says who held it before
 * @param change the change that arrives
 * @param tied the changes taken in before of that very instant; none need be given for another
 */
export function takeDpor(
  stored: Held | undefined,
  change: DporChange,
  tied: readonly DporChange[],
): Result<TakenDpor, DporRefused> {
  if (stored !== undefined && isCsp(stored)) return refuse({ code: 'csp' });
  const before = stored?.dporPartnerId ?? (stored === undefined ? change.previousPartnerId : null);
  const since = stored?.dporChangedAt ?? null;
  if (since !== null && change.changedAt < since) return ok({ code: 'late' });

  const isTie = since !== null && change.changedAt.getTime() === since.getTime();
  const { partnerId } = isTie ? lastOf([...tied, change]) : change;
  const holder = { dporPartnerId: partnerId, dporChangedAt: change.changedAt };
  if (partnerId === before) return ok({ code: 'same', holder });
  // A change that was never told of may lie between what is stored and what this one says: both lost it.
  const losers = new Set([before, change.previousPartnerId]);
  const lost = [...losers].filter((loser) => loser !== null).filter((loser) => loser !== partnerId);
  return ok({ code: 'forward', holder, lost, gained: partnerId });
}

/** Whether credit follows CSP, so that there is no Digital Partner of Record. */
export function isCsp({
  licensing,
  cspPartnerId,
}: Pick<Subscription, 'licensing' | 'cspPartnerId'>): boolean {
  return cspPartnerId !== null || licensing === 'CSP' || licensing === 'CSP-legacy';
}

/**
 * The last of several changes of one instant: the one that no other goes on from ("from A to nobody" before "from nobody
 * to B"); where that leaves several or none, the highest PartnerID, then the highest key. It depends on the changes alone.
 *
 * @param changes at least one
 */
export function lastOf(changes: readonly DporChange[]): DporChange {
  const goesOn = (one: DporChange) =>
    changes.some((other) => other.previousPartnerId === one.partnerId && other.partnerId !== one.partnerId);
  const ends = changes.filter((change) => !goesOn(change));
  const [first, ...others] = ends.length > 0 ? ends : changes;
  if (first === undefined) throw new Error('no change');
  return others.reduce((last, other) => (ranksAbove(other, last) ? other : last), first);
}

function ranksAbove(one: DporChange, other: DporChange): boolean {
  if (one.partnerId === other.partnerId) return one.key > other.key;
  return Number(one.partnerId ?? 0) > Number(other.partnerId ?? 0);
}
