import ical, { ICalAlarmRelatesTo, ICalAlarmType, ICalCalendarMethod } from 'ical-generator';
import { LAST_ITEMS, START_ITEMS, type RenewalItem } from '../../domain/renewals/checklist.ts';
import { daysAfter, type Day } from '../../domain/shared/time.ts';
import { languageOf } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { day, localDay, type Reader } from '../kit/format.ts';

/** What is renewed, and when. */
export interface Calendared {
  /** What it is called, as plain text. */
  readonly name: Text;
  /** Makes the entries the same ones when the file is opened again: `renewal:1001:FRP`. */
  readonly id: string;
  readonly due: Day;
  /** A membership has both checklists; a designation has none. */
  readonly hasChecklist: boolean;
}

/** When an entry reminds, after the midnight with which its day begins. */
const ALARM_SECONDS = 9 * 3_600;

const MOMENTS = [
  { days: 90, key: 'renewals.calendar.start', items: START_ITEMS },
  { days: 14, key: 'renewals.calendar.finish', items: LAST_ITEMS },
  { days: 7, key: 'renewals.calendar.week', items: LAST_ITEMS },
  { days: 0, key: 'renewals.calendar.anniversary', items: [...START_ITEMS, ...LAST_ITEMS] },
] as const;

/**
 * The reminders of an anniversary that are not over, and the anniversary itself, each as a whole day with its checklist: a day
 * without a zone, so that it is the same day wherever the calendar is opened. Source: RFC 5545.
 *
 * @returns the text of an `.ics` file
 */
export function renewalCalendar({ name, id, due, hasChecklist }: Calendared, reader: Reader): string {
  const today = localDay(reader.now, reader);
  const calendar = ical({
    prodId: { company: 'Porter', product: 'Renewals', language: languageOf(reader.locale).toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  const coming = MOMENTS.map((moment) => ({ ...moment, on: daysAfter(due, -moment.days) }));
  for (const { days, key, items, on } of coming) {
    if (on < today && days > 0) continue;
    const event = calendar.createEvent({
      id: `${id.replaceAll(':', '-')}-${due}-${days}@porter`,
      stamp: reader.now,
      start: new Date(`${on}T00:00:00Z`),
      end: new Date(`${daysAfter(on, 1)}T00:00:00Z`),
      allDay: true,
      summary: say(reader, key, { name }),
      description: [
        say(reader, 'renewals.calendar.due', { day: day(due, reader) }),
        ...(hasChecklist ? items.map((item) => lineOf(item, reader)) : []),
      ].join('\n'),
    });
    event
      .createAlarm({ type: ICalAlarmType.display, triggerAfter: ALARM_SECONDS })
      // Its constructor leaves this out, and then counts from the end of the day.
      .relatesTo(ICalAlarmRelatesTo.start);
  }
  return calendar.toString();
}

function lineOf(item: RenewalItem, reader: Reader): string {
  return `- ${say(reader, `renewals.item.${item}`)}`;
}
