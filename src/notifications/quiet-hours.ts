import { DateTime } from 'luxon';
import type { Settings } from '../domain/memberships/settings.ts';
import { clockIn } from '../usecases/zone.ts';

/**
 * When a person's quiet hours end, if it is quiet now.
 *
 * Both ends are times of day by the clock of the reader's zone, whatever daylight saving does in between: an end that a
 * clock skips is the instant it skips to, and one that comes twice is the first.
 *
 * @param zone IANA; one that means nothing reads as UTC
 */
export function quietUntil(quiet: Settings['quiet'], zone: string, now: Date): Date | undefined {
  if (quiet === null || quiet.from === quiet.to) return undefined;
  const local = clockIn(zone, now);
  // A night begins today or began yesterday.
  for (const daysAgo of [0, 1]) {
    const day = local.minus({ days: daysAgo });
    const from = timeOn(day, quiet.from);
    const to = timeOn(quiet.to > quiet.from ? day : day.plus({ days: 1 }), quiet.to);
    if (from <= local && local < to) return to.toJSDate();
  }
  return undefined;
}

function timeOn(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const { year, month, day: date } = day;
  const at = DateTime.fromObject({ year, month, day: date, hour, minute }, { zone: day.zone });
  return at.getPossibleOffsets()[0] ?? at;
}
