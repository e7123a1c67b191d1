import { daysAfter, daysBetween, type Day } from '../shared/time.ts';

/** Days before an end at which it is warned of, the last one first. */
export const WARNING_DAYS = [7, 30, 90] as const;
export type Warning = (typeof WARNING_DAYS)[number];

/**
 * The warning that an end calls for on a day: of several that are due the latest only, so that what was missed is not told
 * any more.
 *
 * @param today the reader's calendar day
 * @returns undefined more than 90 days before the end, and after it
 */
export function warningOn(ends: Day, today: Day): Warning | undefined {
  const left = daysBetween(today, ends);
  return left < 0 ? undefined : WARNING_DAYS.find((days) => left <= days);
}

/** The day from which a warning is due. */
export function warningDay(ends: Day, warning: Warning): Day {
  return daysAfter(ends, -warning);
}

/** The next warning after a day; undefined: there is none any more. */
export function nextWarning(ends: Day, today: Day): Warning | undefined {
  return WARNING_DAYS.findLast((days) => warningDay(ends, days) > today);
}
