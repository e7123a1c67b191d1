import type { Location } from '../referrals/location.ts';
import type { PartnerId } from '../shared/ids.ts';
import type { Subscription } from './customer.ts';
import type { DporChange } from './dpor-change.ts';
import type { DporReport } from './dpor-report.ts';

/** Who held a subscription when, for somebody of a partner that holds or held it. */
export interface DporHistory {
  readonly customerName: string;
  readonly subscription: Subscription;
  /** The reader's location that holds or held it. */
  readonly location: Location;
  /** The newest first. */
  readonly changes: readonly DporChange[];
  /** Older ones are not among them. */
  readonly hasOlder: boolean;
  /** What was told at that location of this product and customer, and nobody has confirmed. */
  readonly reports: readonly DporReport[];
  /** Names that the reader may know: of locations of their own organisation. */
  readonly names: ReadonlyMap<PartnerId, string>;
}

/** Every partner that holds a subscription or held it, as far as the changes tell. */
export function holdersOf(
  { dporPartnerId }: Pick<Subscription, 'dporPartnerId'>,
  changes: readonly Pick<DporChange, 'previousPartnerId' | 'partnerId'>[],
): ReadonlySet<PartnerId> {
  const all = [dporPartnerId, ...changes.flatMap((change) => [change.partnerId, change.previousPartnerId])];
  return new Set(all.filter((partnerId) => partnerId !== null));
}
