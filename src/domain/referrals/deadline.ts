import { daysAfter, type Day } from '../shared/time.ts';

/** One country's calendar: its clock, and the days on which nobody works there. */
export interface WorkCalendar {
  /** The calendar day that an instant falls on there. */
  dayAt(instant: Date): Day;
  /** Weekend or public holiday. */
  isFree(day: Day): boolean;
  /** The same time of day as `instant` has there, on another day; a time that the clocks skip is the one after the gap. */
  sameTimeOn(day: Day, instant: Date): Date;
}

/** No country is free for longer; a calendar that never ends a holiday must not hang a process. */
const MAX_FREE_DAYS = 30;

/**
 * When those who have not decided are reminded: the same time of day, so many business days after the offer. The day of the
 * offer does not count, whether free or not.
 *
 * @param businessDays 1 or more
 */
export function reminderAt(offeredAt: Date, businessDays: number, calendar: WorkCalendar): Date {
  let day = calendar.dayAt(offeredAt);
  for (let worked = 0; worked < businessDays; worked++) day = nextWorkday(day, calendar);
  return calendar.sameTimeOn(day, offeredAt);
}

function nextWorkday(from: Day, calendar: WorkCalendar): Day {
  let day = daysAfter(from, 1);
  for (let free = 0; free < MAX_FREE_DAYS && calendar.isFree(day); free++) day = daysAfter(day, 1);
  return day;
}
