import { Day } from '../shared/time.ts';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** `2015-05-27`, `2015/5/27`. */
const YEAR_FIRST = /^\W*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
/** `27.05.2015`, `5/27/2015`. */
const YEAR_LAST = /^\W*(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;
/** `27 May 2015`, `Wednesday, 27-May-2015`. */
const DAY_MONTH = /^\W*(?:[a-z]+[,.]?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]{3,9})[\s.,-]+(\d{4})(?!\d)/i;
/** `May 27, 2015`, `Wednesday, May 27, 2015`. */
const MONTH_DAY = /^\W*(?:[a-z]+[,.]?\s+)?([a-z]{3,9})[\s.]+(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})(?!\d)/i;

/**
 * The days that a date at the beginning of a text may mean; what follows it is passed over. `06/07/2026` means two days,
 * since mails write both orders; with a dot the day comes first.
 *
 * @returns none for what is no date
 */
export function daysOf(written: string): readonly Day[] {
  const text = written.slice(0, 100);
  const first = YEAR_FIRST.exec(text);
  if (first !== null) return days([[first[1], first[2], first[3]]]);
  const last = YEAR_LAST.exec(text);
  if (last !== null) {
    const [, one, mark, two, year] = last;
    const dayFirst = [year, two, one] as const;
    return days(mark === '.' ? [dayFirst] : [[year, one, two], dayFirst]);
  }
  const named = DAY_MONTH.exec(text);
  if (named !== null) return days([[named[3], monthOf(named[2]), named[1]]]);
  const american = MONTH_DAY.exec(text);
  if (american !== null) return days([[american[3], monthOf(american[1]), american[2]]]);
  return [];
}

/**
 * The instant that a line `Sent: Monday, 23 November 2026 10:05 AM` tells, as mail programs put it over what they forward.
 * Without a zone it is read as UTC.
 */
export function instantOf(written: string): Date | undefined {
  const [day] = daysOf(written);
  if (day === undefined) return undefined;
  const [, hours = '0', minutes = '00', seconds = '00', half = '', zone = ''] =
    /(?:^|\s)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AP])M)?(?:\s*([+-]\d{4}))?/i.exec(written) ?? [];
  const hour = (Number(hours) % (half === '' ? 24 : 12)) + (half.toUpperCase() === 'P' ? 12 : 0);
  const offset = zone === '' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const text = `${day}T${String(hour).padStart(2, '0')}:${minutes}:${seconds}${offset}`;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

type Parts = readonly [year: string | undefined, month: string | undefined, day: string | undefined];

function days(readings: readonly Parts[]): readonly Day[] {
  const found = readings.flatMap(([year = '', month = '', day = '']) => {
    const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return Day.safeParse(text).data ?? [];
  });
  return [...new Set(found)];
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}
