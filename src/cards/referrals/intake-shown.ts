import type { Rights } from '../../domain/memberships/rights.ts';
import type { Intake } from '../../domain/referrals/intake.ts';
import type { ReferralPolicy } from '../../domain/referrals/policy.ts';
import type { Case } from '../../domain/cases/case.ts';

/** A location's intake for one of its people; see the use case of the same name for the parts. */
export interface IntakeShown {
  readonly rights: Rights;
  readonly intake: Intake;
  readonly openOffers: number | null;
  readonly leaving: readonly Case[] | null;
  readonly admins: readonly string[];
}

export type Numbers = Pick<ReferralPolicy, 'pauseDays' | 'openDaysBetweenPauses'>;
