import type { Location } from '../referrals/location.ts';
import type { PartnerId } from '../shared/ids.ts';
import type { Subscription } from './customer.ts';
import type { DporChange } from './dpor-change.ts';

/** A location at which somebody is listed, and whether they hold a role there. */
export interface Here {
  readonly location: Location;
  readonly hasRights: boolean;
}

/** A change of a subscription's holder as one person is told of it, by the truth as it is now. */
export interface DporNews {
  readonly customerName: string;
  readonly subscription: Subscription;
  readonly change: DporChange;
  /** Who held it after the change. */
  readonly gained: PartnerId | null;
  /** Where the person is listed, of those that lost it, and the one that gained it. At least one of them. */
  readonly lostAt: readonly Here[];
  readonly gainedAt: Here | undefined;
  /** Names that the person may know: of locations of their own organisation. */
  readonly names: ReadonlyMap<PartnerId, string>;
}

/** Whether the holder is another one again, since somebody was to be told. */
export function isOutdated({ subscription, change, gained }: DporNews): boolean {
  const since = subscription.dporChangedAt;
  return subscription.dporPartnerId !== gained && (since === null || since >= change.changedAt);
}

/** A new subscription without a holder, for somebody whose location held an older one of that product. */
export interface RenewalNews {
  readonly customerName: string;
  readonly subscription: Subscription;
  /** Where the person is listed, of those that held an older one. */
  readonly at: Here;
}
