/** Numbers of the referral programme; where the sources are silent they are Porter's, and configurable. */
export interface ReferralPolicy {
  /** Calendar days to answer an offer. Source: Partner Center referrals insights, "not accepted within 7 days". */
  readonly respondDays: number;
  /** Business days after which those who were told are reminded of an offer. Source: FPC knowledge base KB-01492. */
  readonly remindBusinessDays: number;
  /** Days for which `received` counts in the round robin; `null`: all time, as the FAQ words it. */
  readonly roundRobinDays: number | null;
  /** How long a pause lasts. Source: FPC Customer Referrals FAQ, "a 30-day period to turn off all referrals". */
  readonly pauseDays: number;
  /** Days that a location must have been open before its next pause. Porter's: no source says. */
  readonly openDaysBetweenPauses: number;
  /** Days before the end of a pause on which the program admins are reminded, latest last. Porter's. */
  readonly pauseReminderDays: readonly number[];
}

export const DEFAULT_POLICY: ReferralPolicy = {
  respondDays: 7,
  remindBusinessDays: 2,
  roundRobinDays: null,
  pauseDays: 30,
  openDaysBetweenPauses: 30,
  pauseReminderDays: [7, 1],
};

/** The FastTrack Benefit starts here, inclusive. Source: FPC Customer Referrals FAQ, "customers from 150 licenses and up". */
export const BENEFIT_SEATS_FLOOR = 150;

/**
 * CPOR pays once this many licences are exceeded, then from the first.
 * Source: FPC Customer Referrals FAQ, "payment does not begin until the 300 mark is exceeded".
 */
export const CPOR_SEATS_FLOOR = 300;
