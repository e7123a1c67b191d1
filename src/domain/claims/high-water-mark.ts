import { BENEFIT_SEATS_FLOOR, CPOR_SEATS_FLOOR } from '../referrals/policy.ts';
import type { Day } from '../shared/time.ts';

/** How many people used a claim's target on a day, by the association that the claim gives. */
export interface UsageDay {
  readonly day: Day;
  /** 0 or more. */
  readonly activeUsers: number;
}

/** Which licences of a claim are paid, with the numbers behind it. */
export interface HighWaterMark {
  readonly standing:
    /** Usage before the approval earns nothing; once above the floor it raises the mark that later usage has to pass. */
    | 'not-approved'
    | 'no-usage'
    /** The floor is met at most, not exceeded: nothing is paid. */
    | 'below-floor'
    /** Above the floor, but never above what was there before the approval. */
    | 'not-above-prior'
    | 'paid';
  /** The highest usage up to and with the day of the approval; without approval, of all days. */
  readonly priorMark: number;
  /** The part of it that counts as paid before: all of a mark that exceeded the floor, nothing of any other. */
  readonly paidBefore: number;
  /** The highest usage of all days. */
  readonly mark: number;
  /** Licences number {@link paidFrom} to {@link mark} are paid; 0: none. */
  readonly paid: number;
  /** The number of the first licence that is paid, or would be once the floor is exceeded. */
  readonly paidFrom: number;
  /** How many more active users exceed the floor; 0: it is exceeded. */
  readonly toFloor: number;
  /** The days since the approval on which licences came to be paid, oldest first, with how many each added. */
  readonly steps: readonly { readonly day: Day; readonly activeUsers: number; readonly added: number }[];
}

/**
 * CPOR pays by a high-water mark: nothing up to and including {@link CPOR_SEATS_FLOOR}; once that is exceeded every
 * licence from the first "all the way to the top", not only those above; and each licence once, so that a dip and a return
 * earn nothing. Only usage after the approval earns. What lies under a mark of before is not paid again where that mark
 * exceeded the floor; one that never did was never paid, and so takes nothing away. Source: FPC Customer Referrals FAQ
 * (the floor, from the first licence); Microsoft Learn, Partner Center, "Modern Work and Security earnings" (usage after
 * approval, prior mark), read 2026-11.
 *
 * @param usage in any order; of several figures of a day the highest counts
 * @param approvedOn the day of the approval, UTC; `null`: not approved. Usage of that very day counts as before
 */
export function highWaterMark(usage: readonly UsageDay[], approvedOn: Day | null): HighWaterMark {
  const days = usage.toSorted(byDayThenHighest);
  const before = days.filter(({ day }) => approvedOn === null || day <= approvedOn);
  const since = days.slice(before.length);
  const priorMark = highest(before);
  const mark = Math.max(priorMark, highest(since));
  const paidBefore = exceedsFloor(priorMark) ? priorMark : 0;
  const steps = stepsOf(since, paidBefore);
  const paid = steps.reduce((sum, { added }) => sum + added, 0);
  const standing = (): HighWaterMark['standing'] => {
    if (approvedOn === null) return 'not-approved';
    if (paid > 0) return 'paid';
    if (since.length === 0) return 'no-usage';
    return exceedsFloor(mark) ? 'not-above-prior' : 'below-floor';
  };
  return {
    standing: standing(),
    priorMark,
    paidBefore,
    mark,
    paid,
    paidFrom: paidBefore + 1,
    toFloor: Math.max(0, CPOR_SEATS_FLOOR + 1 - mark),
    steps,
  };
}

/** Exactly at the floor nothing is paid yet. */
export function exceedsFloor(activeUsers: number): boolean {
  return activeUsers > CPOR_SEATS_FLOOR;
}

/** FastTrack covers customers from {@link BENEFIT_SEATS_FLOOR} seats, those included; it pays nothing at any size. */
export function coveredByFastTrack(seats: number): boolean {
  return seats >= BENEFIT_SEATS_FLOOR;
}

function highest(days: readonly UsageDay[]): number {
  return days.reduce((most, { activeUsers }) => Math.max(most, activeUsers), 0);
}

function byDayThenHighest(one: UsageDay, other: UsageDay): number {
  return one.day.localeCompare(other.day) || other.activeUsers - one.activeUsers;
}

function stepsOf(since: readonly UsageDay[], paidBefore: number): HighWaterMark['steps'] {
  let paidUpTo = paidBefore;
  return since.flatMap(({ day, activeUsers }) => {
    if (!exceedsFloor(activeUsers) || activeUsers <= paidUpTo) return [];
    const added = activeUsers - paidUpTo;
    paidUpTo = activeUsers;
    return [{ day, activeUsers, added }];
  });
}
