import type { Day } from '../shared/time.ts';
import type { Claim } from './claim.ts';
import type { Doubt } from './doubt.ts';
import type { UsageDay } from './high-water-mark.ts';

/** A claim that an operator compares with another on the same target. */
export interface RivalClaim {
  readonly claim: Claim;
  readonly partnerName: string;
}

export interface ClaimView {
  readonly claim: Claim;
  /** The claiming location, or the operators: who sees what of it differs. */
  readonly as: 'partner' | 'operator';
  readonly partnerName: string;
  readonly customerName: string;
  /** That name is the claiming location's own word: nobody else has named the customer. */
  readonly namedByPartner?: boolean;
  /** BCP 47 primary tag, where the reader may know it: what is written for the customer is in it. */
  readonly customerLanguage?: string;
  /** Of a claimed subscription; `''` where nothing is known. */
  readonly product: string;
  /** The last day of a claimed subscription. */
  readonly subscriptionEnds: Day | null;
  /** Until when its location may dispute it; `null`: it may not. */
  readonly disputableUntil: Date | null;
  /** Names of who moved the claim, by Entra id. */
  readonly names: ReadonlyMap<string, string>;
  /** What was imported of the use of a claimed workload by this partner. */
  readonly usage: readonly UsageDay[];
  /** The customer's seats; `null`: not known. */
  readonly seats: number | null;
  /** For operators only: other partners' live claims on the target, the holder's first. */
  readonly rivals: readonly RivalClaim[];
  /** How many there are, though not all are given. */
  readonly rivalCount: number;
  /** For operators only, while they can approve it: what does not fit the customer's records. */
  readonly doubt?: Doubt | undefined;
  /** Who got the target, once that was decided; `''`: nobody else. */
  readonly wonBy: string;
}
