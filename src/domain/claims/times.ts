import { reminderAt, type WorkCalendar } from '../referrals/deadline.ts';
import { addDays, dayOf, type Day } from '../shared/time.ts';
import type { ClaimPolicy } from './policy.ts';

/** The policy's numbers on one country's calendar: when the steps of a claim end. */
export interface ClaimTimes {
  readonly policy: ClaimPolicy;
  readonly calendar: WorkCalendar;
}

/** The same time of day, so many business days later; the day itself does not count. */
export function businessDaysAfter({ calendar }: ClaimTimes, from: Date, days: number): Date {
  return reminderAt(from, days, calendar);
}

export const reviewBeginsAt = (times: ClaimTimes, submittedAt: Date): Date =>
  businessDaysAfter(times, submittedAt, times.policy.reviewBeginsDays);

export const reviewEndsAt = (times: ClaimTimes, beganAt: Date): Date =>
  businessDaysAfter(times, beganAt, times.policy.reviewDays);

export const answerEndsAt = (times: ClaimTimes, askedAt: Date): Date =>
  businessDaysAfter(times, askedAt, times.policy.answerDays);

export const disputeAnswerEndsAt = (times: ClaimTimes, disputedAt: Date): Date =>
  businessDaysAfter(times, disputedAt, times.policy.disputeAnswerDays);

/** The last day on which a customer told on a day may opt out. */
export function optOutEndsOn({ policy, calendar }: ClaimTimes, toldOn: Day): Day {
  const noon = new Date(`${toldOn}T12:00:00.000Z`);
  return calendar.dayAt(reminderAt(noon, policy.optOutDays, { ...calendar, dayAt: () => toldOn }));
}

/** Monday to Friday in UTC, where no country's calendar is at hand. */
export const PLAIN_WEEK: WorkCalendar = {
  dayAt: (instant) => instant.toISOString().slice(0, 10),
  isFree: (day) => [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay()),
  sameTimeOn: (day, instant) => new Date(`${day}${instant.toISOString().slice(10)}`),
};

/** A calendar that never ends a holiday must not hang a process. */
const MAX_DAYS_BACK = 60;

/** The same time of day, so many business days earlier. */
export function businessDaysBefore({ calendar }: ClaimTimes, end: Date, days: number): Date {
  let day = calendar.dayAt(end);
  for (let worked = 0, looked = 0; worked < days && looked < MAX_DAYS_BACK; looked++) {
    day = dayOf(addDays(new Date(`${day}T12:00:00.000Z`), -1));
    if (!calendar.isFree(day)) worked += 1;
  }
  return calendar.sameTimeOn(day, end);
}
