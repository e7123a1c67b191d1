import { z } from 'zod';

export const DAY_MS = 86_400_000;

/** The text of an instant with its offset, in upper case: RFC 3339, section 5.6, lets `t` and `z` be small. */
export const Rfc3339 = z
  .string()
  .toUpperCase()
  .pipe(z.iso.datetime({ offset: true }));

/** An instant: a `Date` in the domain, RFC 3339 UTC with milliseconds where it is stored. */
export const Instant = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

/** An instant that sorts before every other when absent: `null` in the domain, `''` where it is stored. */
export const InstantOrNever = z.codec(z.union([z.literal(''), z.iso.datetime()]), z.date().nullable(), {
  decode: (text) => (text === '' ? null : new Date(text)),
  encode: (date) => (date === null ? '' : date.toISOString()),
});

/** A calendar day, `YYYY-MM-DD`, without a zone. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** The UTC calendar day an instant falls on. */
export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}
