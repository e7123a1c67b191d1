import { DateTime, IANAZone } from 'luxon';
import type Holidays from 'date-holidays';
import type { WorkCalendar } from '../domain/referrals/deadline.ts';
import type { Day } from '../domain/shared/time.ts';
import { dayIn } from '../usecases/zone.ts';

/** Calendars by country, each made at its first use and kept. */
export type WorkCalendars = (country: string) => Promise<WorkCalendar>;

/** Saturday and Sunday, for a country that nothing is known of. */
const USUAL_WEEKEND = [6, 7];

/**
 * Weekends from the runtime's own region data, public holidays of the whole country (not of a state of it) from
 * `date-holidays`, by the clock of its first-named zone: the capital's or the most used one. A country it does not know has
 * weekends only, in UTC.
 *
 * The library's data takes 0.1 s and 25 MB, so it is loaded when the first reminder is worked out, never at the start.
 */
export function workCalendars(): WorkCalendars {
  const known = new Map<string, Promise<WorkCalendar>>();
  return (country) => {
    const code = country.toUpperCase();
    const calendar = known.get(code) ?? calendarOf(code);
    known.set(code, calendar);
    return calendar;
  };
}

async function calendarOf(country: string): Promise<WorkCalendar> {
  const { default: Library } = await import('date-holidays');
  const library = new Library(country, { types: ['public'] });
  const named: string | undefined = library.getTimezones()?.[0];
  const zone = named !== undefined && IANAZone.isValidZone(named) ? named : 'utc';
  const weekend = weekendOf(country);
  const holidays = holidaysOf(library, zone);
  return {
    dayAt: (instant) => dayIn(zone, instant),
    isFree: (day) => weekend.includes(DateTime.fromISO(day).weekday) || holidays(day),
    sameTimeOn(day, instant) {
      const { hour, minute, second, millisecond } = DateTime.fromJSDate(instant, { zone });
      return DateTime.fromISO(day, { zone }).set({ hour, minute, second, millisecond }).toJSDate();
    },
  };
}

/** A day is a holiday when its noon is: some begin on the evening before. A year is worked out once. */
function holidaysOf(library: Holidays, zone: string): (day: Day) => boolean {
  const years = new Map<number, readonly { readonly start: Date; readonly end: Date }[]>();
  return (day) => {
    const noon = DateTime.fromISO(`${day}T12:00`, { zone });
    const spans = years.get(noon.year) ?? library.getHolidays(noon.year);
    years.set(noon.year, spans);
    const at = noon.toJSDate();
    return spans.some(({ start, end }) => start <= at && at < end);
  };
}

/** TypeScript does not know `getWeekInfo` yet. Days as ISO has them, Monday is 1. */
interface WithWeekInfo {
  getWeekInfo?: () => { readonly weekend: readonly number[] };
}

function weekendOf(country: string): readonly number[] {
  if (!/^[A-Z]{2}$/.test(country)) return USUAL_WEEKEND;
  const region = new Intl.Locale(`und-${country}`) as Intl.Locale & WithWeekInfo;
  return region.getWeekInfo?.().weekend ?? USUAL_WEEKEND;
}
