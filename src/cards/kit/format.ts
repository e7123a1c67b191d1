import { DateTime, IANAZone } from 'luxon';
import { Day } from '../../domain/shared/time.ts';
import { formatLocaleOf, type Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import { remembered } from '../../words/remembered.ts';

/** How a person reads: language and separators, zone, and the instant that "in 6 days" counts from. */
export interface Reader {
  /** BCP 47, as the client sent it; one that means nothing reads as English. */
  readonly locale: string;
  /** IANA; one that means nothing reads as UTC. */
  readonly timeZone: string;
  readonly now: Date;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** "Mon 30 Nov, 17:00 (Berlin)", the year added when it is not the reader's current one. */
export function dateTime(instant: Date, reader: Reader): Text {
  const local = localTime(instant, reader);
  const format: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...yearOf(local, reader),
  };
  return asText(`${local.toLocaleString(format)} (${placeOf(local.zoneName ?? 'UTC')})`);
}

/** "Mon 30 Nov", the year added when it is not the reader's current one. */
export function date(instant: Date, reader: Reader): Text {
  const local = localTime(instant, reader);
  return asText(
    local.toLocaleString({ weekday: 'short', day: 'numeric', month: 'short', ...yearOf(local, reader) }),
  );
}

/** The calendar day that an instant falls on where the reader is. */
export function localDay(instant: Date, reader: Reader): Day {
  return Day.parse(localTime(instant, reader).toISODate());
}

/** A calendar day without a zone: "20 Oct 2026". */
export function day(value: Day, reader: Reads): Text {
  return asText(dayFormat(localeOf(reader)).format(new Date(`${value}T00:00:00Z`)));
}

const dayFormat = remembered(
  (locale) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
);

/** "in 6 days", "tomorrow", "2 hours ago", in the reader's language. Days are those of the reader's calendar. */
export function relative(instant: Date, reader: Reader): Text {
  const { amount, unit } = distance(instant, reader);
  return asText(relativeFormat(localeOf(reader)).format(amount, unit));
}

const relativeFormat = remembered((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** The same for a calendar day: "in 30 days", whatever the hour is where the reader is. */
export function relativeDay(value: Day, reader: Reader): Text {
  const today = localDay(reader.now, reader);
  const days = Math.round((Date.parse(value) - Date.parse(today)) / (24 * HOUR_MS));
  return asText(relativeFormat(localeOf(reader)).format(days, 'day'));
}

/** "6 days left", "1 hour left", "Less than a minute left"; "Overdue" from the instant itself on. */
export function timeLeft(instant: Date, reader: Reader): Text {
  if (instant <= reader.now) return say(reader, 'units.overdue');
  const { amount, unit } = distance(instant, reader);
  switch (unit) {
    case 'day':
      return say(reader, 'units.days-left', { days: amount });
    case 'hour':
      return say(reader, 'units.hours-left', { hours: amount });
    case 'minute':
      return say(reader, 'units.minutes-left', { minutes: amount });
  }
}

/** With the reader's separators; at most one decimal unless asked otherwise. */
export function number(value: number, reader: Reads, maximumFractionDigits: 0 | 1 | 2 = 1): Text {
  // Adding zero turns a negative zero into a plain one.
  return asText(numberFormats[maximumFractionDigits](localeOf(reader)).format(value + 0));
}

const numberFormats = {
  0: remembered((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })),
  1: remembered((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })),
  2: remembered((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })),
};

/** A change, with its sign: "+6.5", "-3". */
export function signed(value: number, reader: Reads): Text {
  return asText(signedFormat(localeOf(reader)).format(value + 0));
}

const signedFormat = remembered(
  (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
);

/** Day and month in the fewest letters, in digits that every font has: "20/10". For pictures and charts. */
export function shortDay(value: Day, reader: Reads): Text {
  return asText(
    shortDayFormat(localeOf(reader))
      .format(new Date(`${value}T00:00:00Z`))
      .replace(/\p{Cf}/gu, ''),
  );
}

const shortDayFormat = remembered(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'numeric',
      numberingSystem: 'latn',
      timeZone: 'UTC',
    }),
);

/** As {@link number}, in digits that every font has. For pictures. */
export function plainNumber(value: number, reader: Reads): Text {
  return asText(plainFormat(localeOf(reader)).format(value + 0));
}

const plainFormat = remembered(
  (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1, numberingSystem: 'latn' }),
);

/** @param ratio 0 to 1; 0.784 reads "78.4%" as the reader writes it */
export function percent(ratio: number, reader: Reads): Text {
  return asText(percentFormat(localeOf(reader)).format(ratio));
}

const percentFormat = remembered(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
);

/** "United States" for `US`; a code that means nothing stays as it is. */
export function countryName(code: string, reader: Reads): Text {
  return displayName('region', code, reader);
}

/** "English" for `en`; a tag that means nothing stays as it is. */
export function languageName(tag: string, reader: Reads): Text {
  return displayName('language', tag, reader);
}

function displayName(type: 'region' | 'language', code: string, reader: Reads): Text {
  try {
    return asText(displayNames[type](localeOf(reader)).of(code) ?? code);
  } catch {
    return asText(code);
  }
}

const displayNames = {
  region: remembered((locale) => new Intl.DisplayNames(locale, { type: 'region' })),
  language: remembered((locale) => new Intl.DisplayNames(locale, { type: 'language' })),
};

/** "a", "a and b", "a, b and c", as the reader joins them. */
export function listOf(items: readonly Text[], reader: Reads): Text {
  return asText(listFormat(localeOf(reader)).format(items));
}

const listFormat = remembered((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

/** "a", "a or b", "a, b or c". */
export function eitherOf(items: readonly Text[], reader: Reads): Text {
  return asText(eitherFormat(localeOf(reader)).format(items));
}

const eitherFormat = remembered((locale) => new Intl.ListFormat(locale, { type: 'disjunction' }));

/** US dollars, with cents only where there are some: "$12,000", "$12.50". */
export function dollars(value: number, reader: Reads): Text {
  const digits = Number.isInteger(value) ? 0 : 2;
  return asText(dollarFormats[digits](localeOf(reader)).format(value));
}

const dollarFormats = {
  0: remembered((locale) => dollarFormat(locale, 0)),
  2: remembered((locale) => dollarFormat(locale, 2)),
};

function dollarFormat(locale: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A sum as a statement gives it, in its own currency: "$1,840.00", "1.840,00 €". */
export function money(value: number, currency: string, reader: Reads): Text {
  return asText(moneyFormat(`${currency} ${localeOf(reader)}`).format(value));
}

const moneyFormat = remembered((name) => {
  const [currency = 'USD', locale] = name.split(' ');
  return new Intl.NumberFormat(locale, { style: 'currency', currency });
});

/** A month without a zone, `2026-10`: "October 2026". */
export function month(value: string, reader: Reads): Text {
  return asText(monthFormat(localeOf(reader)).format(new Date(`${value}-01T00:00:00Z`)));
}

const monthFormat = remembered(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
);

function distance(instant: Date, reader: Reader): { amount: number; unit: 'day' | 'hour' | 'minute' } {
  const ms = instant.getTime() - reader.now.getTime();
  const days = localTime(instant, reader)
    .startOf('day')
    .diff(localTime(reader.now, reader).startOf('day'), 'days').days;
  if (Math.abs(ms) >= 24 * HOUR_MS) return { amount: Math.round(days), unit: 'day' };
  if (Math.abs(ms) >= HOUR_MS) return { amount: Math.trunc(ms / HOUR_MS), unit: 'hour' };
  return { amount: Math.trunc(ms / MINUTE_MS), unit: 'minute' };
}

function localTime(instant: Date, reader: Reader): DateTime {
  return DateTime.fromJSDate(instant, { zone: zoneOf(reader.timeZone) }).setLocale(localeOf(reader));
}

const zoneOf = remembered((name) => (IANAZone.isValidZone(name) ? name : 'utc'));

function yearOf(local: DateTime, reader: Reader): { year?: 'numeric' } {
  return local.year === localTime(reader.now, reader).year ? {} : { year: 'numeric' };
}

/** "Berlin" of `Europe/Berlin`, "Buenos Aires" of `America/Argentina/Buenos_Aires`. */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

const localeOf = (reader: Reads): string => localeNamed(reader.locale);

/** Language and region only: what else a client may append would change calendars or digits. */
const localeNamed = remembered(formatLocaleOf);
