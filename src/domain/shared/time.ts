import { z } from 'zod';

export const DAY_MS = 86_400_000;

/** The text of an instant with its offset, in upper case: RFC 3339, section 5.6, lets `t` and `z` be small. */
export const Rfc3339 = z
  .string()
  .toUpperCase()
  .pipe(z.iso.datetime({ offset: true }));

/** The ends of what four digits of a year can write. */
const FIRST_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * RFC 3339 UTC with milliseconds. What lies beyond the years that can be written becomes the nearest that can: a subscription
 * may end on the last day of the year 9999, and a job of ours comes the day after.
 */
export function writtenInstant(instant: Date): string {
  return new Date(Math.min(Math.max(instant.getTime(), FIRST_MS), LAST_MS)).toISOString();
}

/** An instant: a `Date` in the domain, RFC 3339 UTC with milliseconds where it is stored. */
export const Instant = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: writtenInstant,
});

/** An instant that sorts before every other when absent: `null` in the domain, `''` where it is stored. */
export const InstantOrNever = z.codec(z.union([z.literal(''), z.iso.datetime()]), z.date().nullable(), {
  decode: (text) => (text === '' ? null : new Date(text)),
  encode: (date) => (date === null ? '' : writtenInstant(date)),
});

/** A calendar day, `YYYY-MM-DD`, without a zone. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** The UTC calendar day an instant falls on. */
export function dayOf(instant: Date): Day {
  return writtenInstant(instant).slice(0, 10);
}

export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}

/** A day so many days later; earlier for a negative number. */
export function daysAfter(day: Day, days: number): Day {
  return dayOf(addDays(startOfDay(day), days));
}

/** Days from one day to another; negative where the other comes first. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / DAY_MS);
}

/** The first instant of a day in UTC. */
export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}
