/** A day of a large programme. Ours. */
export const LOCATIONS = 100_000;
export const DAY = {
  referrals: 30_000,
  claimSteps: 100_000,
  dporChanges: 200_000,
  /** Of the changes, each told to so many people that these come together. */
  notices: 2_000_000,
  turns: 3_000_000,
} as const;

/** The day's work falls into these hours. */
const BUSY_HOURS = 8;
export const BUSY_SECONDS = BUSY_HOURS * 3_600;
export const YEARS = 5;

export type Work = 'referrals' | 'claimSteps' | 'dporChanges' | 'turns';
