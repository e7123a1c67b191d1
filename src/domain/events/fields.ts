import { z } from 'zod';

/** An instant as events tell it: RFC 3339 in UTC, a `Date` in the domain. */
export const EventInstant = z.codec(
  z
    .string()
    .toUpperCase()
    .pipe(
      z.iso
        .datetime({ offset: true, error: 'must be a time in RFC 3339, UTC', abort: true })
        .refine((text) => /(Z|[+-]00:00)$/.test(text), 'must be in UTC'),
    ),
  z.date(),
  { decode: (text) => new Date(text), encode: (date) => date.toISOString() },
);

/** Words of at most so many characters, and not none. */
export function words(atMost: number) {
  return z.string().trim().min(1, 'must not be empty').max(atMost, `must be at most ${atMost} characters`);
}

/** ISO 3166 alpha-2, in upper case. */
export const Country = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'must be two letters (ISO 3166 alpha-2)');

/** A BCP 47 primary tag, in lower case. */
export const Language = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{2,8}$/, 'must be a primary language tag (BCP 47)');
