import { DateTime, IANAZone } from 'luxon';
import { Day } from '../domain/shared/time.ts';

/** The clock of a zone at an instant. @param zone IANA; one that means nothing reads as UTC */
export function clockIn(zone: string, instant: Date): DateTime {
  return DateTime.fromJSDate(instant, { zone: known(zone) });
}

/** The calendar day in a zone, written as ISO 8601 has it, whatever language the process or its reader has. */
export function dayIn(zone: string, instant: Date): Day {
  return Day.parse(clockIn(zone, instant).toISODate());
}

/** When it is that hour of a day in a zone; by default its first instant, which daylight saving may have moved. */
export function momentIn(zone: string, day: Day, hour = 0): Date {
  const start = DateTime.fromISO(day, { zone: known(zone) });
  return (hour === 0 ? start.startOf('day') : start.set({ hour })).toJSDate();
}

function known(zone: string): string {
  return IANAZone.isValidZone(zone) ? zone : 'utc';
}
