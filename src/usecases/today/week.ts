import { readsAs, type Person } from '../../domain/memberships/person.ts';
import { Day } from '../../domain/shared/time.ts';
import { newJob } from '../jobs.ts';
import type { Change } from '../ports.ts';
import { clockIn, dayIn, momentIn } from '../zone.ts';

/** Before most people begin, by the clock of their zone. Ours. */
const HOUR = 8;

/**
 * When a week begins for somebody: 8:00 of its Monday, whatever daylight saving did that night.
 *
 * @param zone IANA; one that means nothing reads as UTC
 */
export function morningOfWeek(week: Day, zone: string): Date {
  return momentIn(zone, week, HOUR);
}

/** The Monday whose morning comes next; one that is just there has come. */
export function nextWeek(zone: string, now: Date): Day {
  const monday = clockIn(zone, now).startOf('week');
  const week = Day.parse(monday.toISODate());
  return morningOfWeek(week, zone) > now ? week : Day.parse(monday.plus({ weeks: 1 }).toISODate());
}

/** Plans what a person is told next Monday; asking twice is one job. */
export function weekJob(
  person: Pick<Person, 'personId' | 'settings' | 'locale' | 'timeZone'>,
  now: Date,
): Change {
  const { timeZone } = readsAs(person);
  const week = nextWeek(timeZone, now);
  const task = { task: 'today.week', personId: person.personId, week } as const;
  return newJob(`week:${week}`, task, morningOfWeek(week, timeZone));
}

/** The month that it is somewhere, `YYYY-MM`. */
export function localMonth(zone: string, now: Date): string {
  return dayIn(zone, now).slice(0, 7);
}
