import { z } from 'zod';
import { comparable, Email } from '../../domain/shared/email.ts';
import { Day, Rfc3339 } from '../../domain/shared/time.ts';

/** One cell: text in, value out. Its messages end up behind `file:line column:`. */
export type Column<T = unknown> = z.ZodType<T, string>;
export type Columns = { readonly [column: string]: Column };
/** What a row is once every cell passed. */
export type RowOf<C extends Columns> = { readonly [K in keyof C]: z.output<C[K]> };
/** The cells of a row as text, tidied, one a known column. */
export type Cells = { readonly [column: string]: string };

/** Names and other words, at most 1,000 characters. */
export const text = z.string().max(1_000, 'at most 1,000 characters');
export const required = text.min(1, 'is empty');

/** An empty cell is `null`, any other must pass. */
export function optional<T>(column: Column<T>): Column<T | null> {
  return z.string().transform((cell, context) => {
    if (cell === '') return null;
    const parsed = column.safeParse(cell);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'is wrong' });
    return z.NEVER;
  });
}

/** `a;b;c`: trimmed, without repeats; an empty cell is an empty list. */
export function list<T>(column: Column<T>): Column<T[]> {
  return z.string().transform((cell, context) => {
    const parts = [...new Set(cell.split(';').map((part) => part.trim()))].filter((part) => part !== '');
    return parts.flatMap((part) => {
      const parsed = column.safeParse(part);
      if (parsed.success) return [parsed.data];
      context.addIssue({
        code: 'custom',
        message: `"${short(part)}": ${parsed.error.issues[0]?.message ?? 'is wrong'}`,
      });
      return [];
    });
  });
}

/** One of the catalogue's words, spelt as there. */
export function word<const T extends readonly [string, ...string[]]>(words: T): Column<T[number]> {
  return z.enum(words, { error: () => `must be one of ${words.join(', ')}` });
}

/** An id of the domain, with a message that says what it looks like. */
export function id<S extends z.ZodType<unknown, string>>(schema: S, looks: string): Column<z.output<S>> {
  return z.string().transform((cell, context): z.output<S> => {
    const parsed = schema.safeParse(cell);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: cell === '' ? 'is empty' : `must be ${looks}` });
    return z.NEVER;
  });
}

export const bool: Column<boolean> = z
  .string()
  .regex(/^(true|false)$/i, 'must be true or false')
  .transform((cell) => cell.toLowerCase() === 'true');

/** A count: 0 to 2^53 - 1. */
export const whole: Column<number> = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number of at least 0')
  .transform(Number);

/** A decimal number with a point, negative ones included. */
export const decimal: Column<number> = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,15})?$/, 'must be a number such as 12 or -3.5')
  .transform(Number);

export const amount: Column<number> = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,15})?$/, 'must be a number of at least 0')
  .transform(Number);

export const day: Column<Day> = z.iso.date('must be a day, YYYY-MM-DD');

/** `YYYY-MM`. */
export const month: Column<string> = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, YYYY-MM');

/** RFC 3339, or a day, which stands for its first instant in UTC. */
export const instant: Column<Date> = z.string().transform((cell, context) => {
  const moment = Rfc3339.safeParse(cell);
  if (moment.success || Day.safeParse(cell).success) return new Date(moment.data ?? cell);
  context.addIssue({
    code: 'custom',
    message: 'must be an instant such as 2026-11-02T09:00:00Z, or a day, YYYY-MM-DD',
  });
  return z.NEVER;
});

/** In the spelling by which addresses are compared. */
export const email: Column<string> = Email.transform(comparable);

/** ISO 3166 alpha-2, upper case. */
export const country: Column<string> = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'must be a country of two letters, as in ISO 3166')
  .transform((cell) => cell.toUpperCase());

/** A BCP 47 primary tag, lower case. */
export const language: Column<string> = z
  .string()
  .regex(/^[A-Za-z]{2,3}$/, 'must be a language tag of two or three letters, such as en')
  .transform((cell) => cell.toLowerCase());

export const industry: Column<string> = z
  .string()
  .max(100, 'at most 100 characters')
  .transform((cell) => cell.toLowerCase());

/** ISO 4217. */
export const currency: Column<string> = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a currency of three capital letters, as in ISO 4217');

function short(cell: string): string {
  return cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
}

/** Whether a cell of the column may be empty, and so the column may be absent. */
export function mayBeEmpty(column: Column): boolean {
  return column.safeParse('').success;
}
