import { describe, expect, it } from '@jest/globals';
import ical from 'node-ical';
import { renewalCalendar } from '../../src/cards/renewals/calendar.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { LANGUAGES } from '../../src/words/language.ts';
import { say } from '../../src/words/say.ts';
import { asText } from '../../src/words/text.ts';

const membership = {
  name: asText('FRP, Contoso; Ltd, “US”'),
  id: 'renewal:1001:FRP',
  due: '2028-03-31',
  hasChecklist: true,
};
const readerOf = (now: string, locale = 'en-GB', timeZone = 'Europe/Berlin'): Reader => ({
  locale,
  timeZone,
  now: new Date(now),
});

/** A value with parameters is read as an object. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The entries as another program reads them: their days, titles and texts. */
function entries(text: string) {
  return Object.values(ical.sync.parseICS(text)).flatMap((one) =>
    one?.type === 'VEVENT'
      ? [
          {
            start: `${one.start.getFullYear()}-${String(one.start.getMonth() + 1).padStart(2, '0')}-${String(one.start.getDate()).padStart(2, '0')}`,
            isWholeDay: one.datetype === 'date',
            uid: one.uid,
            summary: textOf(one.summary),
            description: textOf(one.description),
            alarms: one.alarms?.length ?? 0,
          },
        ]
      : [],
  );
}

describe('the calendar file of a renewal', () => {
  it('holds what is still ahead, each as a whole day, for a second parser', () => {
    const found = entries(renewalCalendar(membership, readerOf('2027-11-01T12:00:00Z')));

    expect(found.map(({ start }) => start)).toEqual(['2028-01-01', '2028-03-17', '2028-03-24', '2028-03-31']);
    expect(found.every(({ isWholeDay, alarms }) => isWholeDay && alarms === 1)).toBe(true);
    expect(found[0]?.summary).toBe(
      say({ locale: 'en' }, 'renewals.calendar.start', { name: membership.name }),
    );
  });

  it.each([
    ['on the day of the first reminder', '2027-12-31T23:30:00Z', 4],
    ['between the reminders', '2028-01-02T12:00:00Z', 3],
    ['on the day of the two-week reminder', '2028-03-17T12:00:00Z', 3],
    ['in the last week', '2028-03-25T12:00:00Z', 1],
    ['when the anniversary is over', '2028-04-10T12:00:00Z', 1],
  ])('holds %s what is not over where the reader is', (_case, now, count) => {
    expect(entries(renewalCalendar(membership, readerOf(now)))).toHaveLength(count);
  });

  it('has the checklist of each reminder: internal-use keys on the two-week list', () => {
    const [start, finish] = entries(renewalCalendar(membership, readerOf('2027-11-01T12:00:00Z')));
    const keys = say({ locale: 'en' }, 'renewals.item.keys');
    const fees = say({ locale: 'en' }, 'renewals.item.fees');
    expect(start?.description).toContain(fees);
    expect(start?.description).not.toContain(keys);
    expect(finish?.description).toContain(keys);
    expect(finish?.description).not.toContain(fees);
  });

  it('has the same entries again when it is got again, so that a calendar does not show them twice', () => {
    const uids = (now: string) => entries(renewalCalendar(membership, readerOf(now))).map(({ uid }) => uid);
    expect(uids('2027-11-01T12:00:00Z')).toEqual(uids('2027-12-05T12:00:00Z'));
    expect(new Set(uids('2027-11-01T12:00:00Z')).size).toBe(4);
  });

  it.each(LANGUAGES)('is read in %s, in every zone on the same days', (language) => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue', 'UTC']) {
      const text = renewalCalendar(membership, readerOf('2027-11-01T12:00:00Z', language, zone));
      expect(text).toContain('DTSTART;VALUE=DATE:20280101\r\n');
      expect(text).toContain('DTSTART;VALUE=DATE:20280331\r\n');
      // RFC 5545: lines of at most 75 octets.
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(text).toContain('TRIGGER;RELATED=START:PT9H\r\n');
      expect(text).not.toMatch(/[^\\],.*“US”/u);
      expect(entries(text)).toHaveLength(4);
    }
  });

  it('has no checklist for a designation, and for a leap day the day before in other years', () => {
    const designation = { ...membership, due: '2029-02-28', hasChecklist: false };
    const found = entries(renewalCalendar(designation, readerOf('2028-11-01T12:00:00Z')));
    expect(found.map(({ start }) => start)).toEqual(['2028-11-30', '2029-02-14', '2029-02-21', '2029-02-28']);
    expect(found[0]?.description.includes('- ')).toBe(false);
  });
});
