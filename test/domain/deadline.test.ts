import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { reminderAt, type WorkCalendar } from '../../src/domain/referrals/deadline.ts';
import { workCalendars } from '../../src/notifications/work-calendars.ts';

/** A calendar by UTC with the weekend and the days named. */
function utc(...holidays: readonly string[]): WorkCalendar {
  return {
    dayAt: (instant) => instant.toISOString().slice(0, 10),
    isFree: (day) => [0, 6].includes(new Date(day).getUTCDay()) || holidays.includes(day),
    sameTimeOn: (day, instant) => new Date(`${day}${instant.toISOString().slice(10)}`),
  };
}

const at = (text: string) => new Date(text);

describe('a reminder two business days after an offer', () => {
  it.each([
    ['of a Monday comes on Wednesday, at the same time', '2026-11-23T12:00:00Z', '2026-11-25T12:00:00Z'],
    ['of a Thursday comes on Monday', '2026-11-26T12:00:00Z', '2026-11-30T12:00:00Z'],
    ['of a Saturday comes on Tuesday', '2026-11-28T12:00:00Z', '2026-12-01T12:00:00Z'],
    ['of the last millisecond of a Friday', '2026-11-27T23:59:59.999Z', '2026-12-01T23:59:59.999Z'],
    ['over the end of a year', '2026-12-31T08:00:00Z', '2027-01-04T08:00:00Z'],
  ])('%s', (_case, offered, expected) => {
    expect(reminderAt(at(offered), 2, utc())).toEqual(at(expected));
  });

  it('passes over a holiday, and over one beside a weekend', () => {
    expect(reminderAt(at('2026-11-25T12:00:00Z'), 2, utc('2026-11-26'))).toEqual(at('2026-11-30T12:00:00Z'));
    expect(reminderAt(at('2026-11-26T12:00:00Z'), 2, utc('2026-11-27', '2026-11-30'))).toEqual(
      at('2026-12-02T12:00:00Z'),
    );
  });

  it('ends even where every day is free', () => {
    const never = { ...utc(), isFree: () => true };
    expect(reminderAt(at('2026-11-23T12:00:00Z'), 2, never).getUTCFullYear()).toBe(2027);
  });

  it('is never on a free day, and has exactly that many working days behind it', () => {
    fc.assert(
      fc.property(
        fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-01T00:00:00Z'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 5 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
        (offered, days, offsets) => {
          const dayAfter = (count: number) =>
            new Date(offered.getTime() + count * 86_400_000).toISOString().slice(0, 10);
          const calendar = utc(...offsets.map(dayAfter));
          const reminder = reminderAt(offered, days, calendar);
          const passed = Math.round((reminder.getTime() - offered.getTime()) / 86_400_000);
          const worked = Array.from({ length: passed }, (_none, index) => dayAfter(index + 1)).filter(
            (day) => !calendar.isFree(day),
          );
          expect(worked).toHaveLength(days);
          expect(calendar.isFree(calendar.dayAt(reminder))).toBe(false);
        },
      ),
    );
  });
});

describe('the calendar of a country', () => {
  const calendars = workCalendars();

  it.each([
    ['United States, over Thanksgiving', 'US', '2026-11-25T15:00:00Z', '2026-11-30T15:00:00Z'],
    ['United States, a holiday moved from Saturday', 'US', '2027-06-17T15:00:00Z', '2027-06-22T15:00:00Z'],
    ['Germany, over Easter and the clocks', 'DE', '2027-03-24T10:00:00Z', '2027-03-30T09:00:00Z'],
    ['Germany, where it is the next day already', 'DE', '2026-12-30T23:30:00Z', '2027-01-04T23:30:00Z'],
    [
      'Australia, where the clocks go forward in October',
      'AU',
      '2026-10-02T05:00:00Z',
      '2026-10-06T04:00:00Z',
    ],
    [
      'Saudi Arabia, whose weekend is Friday and Saturday',
      'SA',
      '2026-11-25T10:00:00Z',
      '2026-11-29T10:00:00Z',
    ],
    ['a country nobody knows, by weekends and UTC', 'XX', '2026-11-26T12:00:00Z', '2026-11-30T12:00:00Z'],
  ])('%s', async (_case, country, offered, expected) => {
    expect(reminderAt(at(offered), 2, await calendars(country))).toEqual(at(expected));
  });

  it('keeps the time of day over a change of the clocks, and takes the one after a gap', async () => {
    const calendar = await calendars('US');
    const over = calendar.sameTimeOn('2027-03-15', at('2027-03-12T15:00:00Z'));
    const gap = calendar.sameTimeOn('2027-03-14', at('2027-03-12T07:30:00Z'));
    expect([over, gap]).toEqual([at('2027-03-15T14:00:00Z'), at('2027-03-14T07:30:00Z')]);
  });
});
