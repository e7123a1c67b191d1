import type { Location } from '../referrals/location.ts';
import type { CustomerId } from '../shared/ids.ts';
import type { Tie, UsageRow } from './association.ts';
import type { Ending } from './former.ts';
import type { DporReport } from './dpor-report.ts';
import type { DporRequest } from './dpor-request.ts';
import type { Delegation } from '../portfolio/delegations.ts';

/** A tie with the latest figures of what it covers. */
export interface TieView {
  readonly tie: Tie;
  readonly usage: readonly UsageRow[];
}

/** How one of the reader's locations stands with a customer. */
export interface LocationView {
  readonly location: Location;
  /** Whether the reader may claim for it. */
  readonly mayClaim: boolean;
  /** None where a referral alone ties them. */
  readonly ties: readonly TieView[];
  /** What the location asked the customer for, the latest asking of each subscription. */
  readonly requests: readonly DporRequest[];
  /** What was told there of pasted mails, and nobody has confirmed. */
  readonly reports: readonly DporReport[];
  /** Ties of the past year, the latest first. */
  readonly endings: readonly Ending[];
  /** What the customer delegated to the location, and has not ended. */
  readonly delegations: readonly Delegation[];
}

/** What the people of a customer's partners may know of it. */
export interface CustomerView {
  readonly customerId: CustomerId;
  readonly customerName: string;
  /** At least one; by name. */
  readonly at: readonly LocationView[];
  /** There are more rows of usage than a turn reads, so that figures may be missing. */
  readonly usageCutShort: boolean;
}
