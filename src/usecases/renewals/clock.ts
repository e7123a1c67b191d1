import { readsAs, type Person } from '../../domain/memberships/person.ts';
import { nextReminderDay } from '../../domain/renewals/anniversary.ts';
import { daysBetween, dayOf, type Day } from '../../domain/shared/time.ts';
import { dayIn, momentIn } from '../zone.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** Around the day of a reminder somewhere on Earth, over the date line. */
const NEAR_DAYS = 2;

/** The calendar day where somebody is; UTC where their zone is not known. */
export function todayOf(
  person: Pick<Person, 'settings' | 'locale' | 'timeZone'> | undefined,
  now: Date,
): Day {
  return dayIn(zoneOf(person), now);
}

/** The first instant of a day where somebody is. */
export function startOf(
  day: Day,
  person: Pick<Person, 'settings' | 'locale' | 'timeZone'> | undefined,
): Date {
  return momentIn(zoneOf(person), day);
}

/**
 * When to look again whether a reminder has come due for anybody: when the next one does, but within a day, for whoever was
 * added meanwhile; and within an hour around the days of reminders, for whoever has moved to another zone.
 *
 * @param starts when the next reminder comes due for each of those who are told
 */
export function nextLook(due: Day | undefined, starts: readonly Date[], now: Date): Date {
  const today = dayOf(now);
  const upcoming = due === undefined ? undefined : nextReminderDay(due, today);
  const isNear = upcoming !== undefined && daysBetween(today, upcoming) <= NEAR_DAYS;
  const look = now.getTime() + (isNear ? 1 : DAY_HOURS) * HOUR_MS;
  return new Date(Math.min(look, ...starts.map((start) => start.getTime())));
}

function zoneOf(person: Pick<Person, 'settings' | 'locale' | 'timeZone'> | undefined): string {
  return person === undefined ? 'utc' : readsAs(person).timeZone;
}
