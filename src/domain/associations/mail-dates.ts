import { Day } from '../shared/time.ts';
import { comparableDate, months } from './month-names.ts';

/** Longer than any date with its weekday and zone. */
const MAX_TEXT = 120;
/** A weekday and small words, in any language. */
const BEFORE = String.raw`^[^\d]{0,40}?`;
const ORDINAL = String.raw`(?:st|nd|rd|th|er|[ºª°o])?`;
const OF = String.raw`(?:(?:de|of|del)\s+)?`;

/** `2015-05-27`, `2015/5/27`. */
const YEAR_FIRST = new RegExp(String.raw`${BEFORE}(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)`, 'u');
/** `2015年5月27日`, `2015년 5월 27일`. */
const EAST_ASIAN = new RegExp(
  String.raw`${BEFORE}(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`,
  'u',
);
/** `27.05.2015`, `5/27/2015`. */
const YEAR_LAST = new RegExp(String.raw`${BEFORE}(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)`, 'u');

interface Named {
  /** `27 May 2015`, `Wednesday, 27-May-2015`, `27 de mayo de 2015`, `10 Nov 26 09:00`. */
  readonly dayMonth: RegExp;
  /** `May 27, 2015`, `Wednesday, May 27, 2015`, and with the time before the year: `Wed May 27 10:00:00 2015`. */
  readonly monthDay: RegExp;
}
let known: Named | undefined;

/** With a month's name in them; made once, when the first date is read. */
function patterns(): Named {
  known ??= namedBy([...months().keys()].toSorted((one, other) => other.length - one.length).join('|'));
  return known;
}

function namedBy(names: string): Named {
  const month = String.raw`(?<!\p{L})(${names})\.?(?!\p{L})`;
  return {
    dayMonth: new RegExp(
      String.raw`${BEFORE}(\d{1,2})${ORDINAL}[\s.,-]{1,3}${OF}${month}[\s.,-]{1,3}${OF}(\d{4}(?!\d)|\d{2}(?=\s+\d))`,
      'u',
    ),
    monthDay: new RegExp(
      String.raw`${BEFORE}${month}\s{1,3}(\d{1,2})${ORDINAL}(?:[\s,]{1,3}|\s+\d{1,2}:\d{2}(?::\d{2})?\s+(?:[a-z]{1,5}\s+)?)(\d{4})(?!\d)`,
      'u',
    ),
  };
}

/**
 * The days that a date at the beginning of a text may mean, in the languages of the catalogue; what follows it is passed over.
 * `06/07/2026` means two days, since mails write both orders; with a dot the day comes first.
 *
 * @returns none for what is no date
 */
export function daysOf(written: string): readonly Day[] {
  return daysIn(comparableDate(written.slice(0, MAX_TEXT)));
}

function daysIn(text: string): readonly Day[] {
  const east = EAST_ASIAN.exec(text);
  if (east !== null) return days([[east[1], east[2], east[3]]]);
  const first = YEAR_FIRST.exec(text);
  if (first !== null) return days([[first[1], first[3], first[4]]]);
  const last = YEAR_LAST.exec(text);
  if (last !== null) {
    const [, one, mark, two, year] = last;
    const dayFirst = [year, two, one] as const;
    return days(mark === '.' ? [dayFirst] : [[year, one, two], dayFirst]);
  }
  const named = patterns().dayMonth.exec(text);
  if (named !== null) return days([[named[3], monthOf(named[2]), named[1]]]);
  const american = patterns().monthDay.exec(text);
  if (american !== null) return days([[american[3], monthOf(american[1]), american[2]]]);
  return [];
}

/** How a text that has no other sign of it orders day and month. */
export type DayOrder = 'day-first' | 'unknown';

const TIME = /(?<![\d:])(\d{1,2})\s?(?::|h|時|时|点|시)\s?(\d{2})(?:\s?(?::|分|분)\s?(\d{2}))?(?![\d:])/u;
const MORNING = /(?<!\p{L})(?:am|a\.\s?m\.?)(?!\p{L})|午前|오전|上午|(?<=\d\s?)ص/u;
const EVENING = /(?<!\p{L})(?:pm|p\.\s?m\.?)(?!\p{L})|午後|오후|下午|(?<=\d\s?)م/u;
/** Hours from UTC. Source: RFC 5322, section 4.3, and the European ones. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
};

/**
 * The instant that a line `Sent: Monday, 23 November 2026 10:05 AM` tells, as mail programs put it over what they forward.
 * Without a zone it is read as UTC, without a time as the beginning of the day.
 *
 * @returns undefined for what is no date, and for one that may mean two days
 */
export function instantOf(written: string, order: DayOrder = 'unknown'): Date | undefined {
  return instantIn(comparableDate(written.slice(0, MAX_TEXT)), order)?.instant;
}

/**
 * The instant of a mail's own `Date`: as RFC 5322 writes it, or one of the odd forms that are met. A zone that nobody knows
 * makes it unread, since it could be half a day off.
 */
export function sentOf(written: string): Date | undefined {
  const text = comparableDate(written.slice(0, MAX_TEXT).replaceAll(/\([^()]*\)/g, ' '));
  const read = instantIn(text, 'unknown');
  return read === undefined || read.hasUnknownZone ? undefined : read.instant;
}

function instantIn(
  text: string,
  order: DayOrder,
): { readonly instant: Date; readonly hasUnknownZone: boolean } | undefined {
  const found = daysIn(text);
  const day = found.length < 2 ? found[0] : order === 'day-first' ? found.at(-1) : undefined;
  if (day === undefined) return undefined;
  const time = TIME.exec(text);
  const [all = '', hours = '0', minutes = '00', seconds = '00'] = time ?? [];
  const half = EVENING.test(text) ? 12 : MORNING.test(text) ? 0 : undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + half;
  const behind = time === null ? '' : text.slice(time.index + all.length);
  const zone = /^\s*([a-z]{1,5})(?![\p{L}+-])/u.exec(behind)?.[1] ?? '';
  const clock = [String(hour), minutes, seconds].map((part) => part.padStart(2, '0')).join(':');
  const local = new Date(`${day}T${clock}Z`).getTime();
  const offset = offsetOf(behind, zone);
  if (Number.isNaN(local) || Number(hours) > 24) return undefined;
  const isHalf = zone === 'am' || zone === 'pm';
  return {
    instant: new Date(local - (offset ?? 0) * 60_000),
    hasUnknownZone: zone !== '' && !isHalf && offset === undefined,
  };
}

/** Minutes from UTC, of `+0100`, `(UTC+01:00)`, `PST`; undefined: not said, or nothing known. */
function offsetOf(behind: string, zone: string): number | undefined {
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})(?!\d)/.exec(behind) ?? [];
  if (hours !== undefined) return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  const named = Object.hasOwn(ZONES, zone) ? ZONES[zone] : undefined;
  return named === undefined ? undefined : named * 60;
}

type Parts = readonly [year: string | undefined, month: string | undefined, day: string | undefined];

function days(readings: readonly Parts[]): readonly Day[] {
  const found = readings.flatMap(([year = '', month = '', day = '']) => {
    const text = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return Day.safeParse(text).data ?? [];
  });
  return [...new Set(found)];
}

function monthOf(name = ''): string {
  return String(months().get(name) ?? 0);
}
