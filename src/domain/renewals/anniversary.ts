import { daysAfter, daysBetween, type Day } from '../shared/time.ts';

/** Online renewal opens so many days before. Source: "Determine your anniversary date". */
export const WINDOW_DAYS = 90;
/** When people are reminded, first to last. Sources: the 90-day and the two-week calendar reminders; the last is ours. */
export const REMINDER_DAYS = [90, 14, 7] as const;
export type ReminderDays = (typeof REMINDER_DAYS)[number];
/** The second of the two checklists is for so many days before. Source: the two-week calendar reminder. */
export const LAST_DAYS = 14;
/** So long after it an anniversary that nobody renewed is still the one that is shown. Source: Partner Center, renewal window. */
export const GRACE_DAYS = 30;
/** Dates this near to each other are one anniversary, which an import moved. Ours: half a year. */
const SAME_DAYS = 180;

/** What comes back every year: a membership, or a designation. */
export interface Yearly {
  readonly anniversary: Day;
  /** The last day of it; nothing is renewed that has ended by then. */
  readonly ends?: Day | null;
}

/** The same day of another year; 29 February is the 28th where there is none. */
export function inYear(day: Day, year: number): Day {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const monthAndDay = day.slice(4);
  return `${String(year).padStart(4, '0')}${monthAndDay === '-02-29' && !leap ? '-02-28' : monthAndDay}`;
}

/**
 * The anniversary that is to be renewed next: the first of the yearly dates that is not over for more than
 * {@link GRACE_DAYS}, and that has not been renewed.
 *
 * @param renewed the anniversary that was renewed last; null: none
 * @returns undefined where it ends before that, or where no year with four digits has it
 */
export function nextDue({ anniversary, ends }: Yearly, renewed: Day | null, today: Day): Day | undefined {
  const from = daysAfter(today, -GRACE_DAYS);
  for (let year = Number(anniversary.slice(0, 4)); year <= 9999; year++) {
    const due = year === Number(anniversary.slice(0, 4)) ? anniversary : inYear(anniversary, year);
    if (due < from || (renewed !== null && daysBetween(renewed, due) <= SAME_DAYS)) continue;
    return typeof ends === 'string' && ends < due ? undefined : due;
  }
  return undefined;
}

/** Whether two dates are one anniversary. */
export function isSameAnniversary(one: Day, other: Day): boolean {
  return Math.abs(daysBetween(one, other)) <= SAME_DAYS;
}

/** The first day on which it can be renewed. */
export function windowOpens(due: Day): Day {
  return daysAfter(due, -WINDOW_DAYS);
}

/** The latest reminder that is due on a day, of several; undefined before the first, and once the anniversary is over. */
export function reminderOn(due: Day, today: Day): ReminderDays | undefined {
  if (today > due) return undefined;
  return REMINDER_DAYS.findLast((days) => daysAfter(due, -days) <= today);
}

/** The next day on which a reminder comes due; undefined when all have. */
export function nextReminderDay(due: Day, today: Day): Day | undefined {
  return REMINDER_DAYS.map((days) => daysAfter(due, -days)).find((day) => day > today);
}
