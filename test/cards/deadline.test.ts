import { describe, expect, it } from '@jest/globals';
import { dateTime, timeLeft, type Reader } from '../../src/cards/kit/format.ts';
import { addDays } from '../../src/domain/shared/time.ts';
import { english } from '../support/wording.ts';

const reader = (timeZone: string, now: string): Reader => ({
  locale: 'en-GB',
  timeZone,
  now: new Date(now),
});

describe('a deadline seven days of 24 hours later, as its reader reads it', () => {
  it.each([
    ['Berlin, clocks back', 'Europe/Berlin', '2026-10-20T10:00:00Z', 'Tue 27 Oct, 11:00 (Berlin)'],
    ['Berlin, clocks forward', 'Europe/Berlin', '2027-03-24T10:00:00Z', 'Wed 31 Mar, 12:00 (Berlin)'],
    ['New York, clocks back', 'America/New_York', '2026-10-28T15:00:00Z', 'Wed 4 Nov, 10:00 (New York)'],
    ['New York, clocks forward', 'America/New_York', '2027-03-10T15:00:00Z', 'Wed 17 Mar, 11:00 (New York)'],
    [
      'Lord Howe, half an hour forward',
      'Australia/Lord_Howe',
      '2026-10-01T02:00:00Z',
      'Thu 8 Oct, 13:00 (Lord Howe)',
    ],
    [
      'Lord Howe, half an hour back',
      'Australia/Lord_Howe',
      '2027-04-01T02:00:00Z',
      'Thu 8 Apr, 12:30 (Lord Howe)',
    ],
    ['Kathmandu, a quarter off', 'Asia/Kathmandu', '2026-11-23T12:00:00Z', 'Mon 30 Nov, 17:45 (Kathmandu)'],
  ])('%s', (_case, timeZone, offered, shown) => {
    expect(dateTime(addDays(new Date(offered), 7), reader(timeZone, offered))).toBe(shown);
  });

  it.each([
    ['Europe/Berlin', '2026-10-25T00:30:00Z', 'Sun 25 Oct, 02:30 (Berlin)'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', 'Sun 25 Oct, 02:30 (Berlin)'],
    ['Europe/Berlin', '2027-03-28T00:59:59Z', 'Sun 28 Mar, 01:59 (Berlin)'],
    ['Europe/Berlin', '2027-03-28T01:00:00Z', 'Sun 28 Mar, 03:00 (Berlin)'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 'Sun 4 Oct, 02:30 (Lord Howe)'],
  ])('in %s at %s is %s, also in the hours that the clocks repeat or skip', (timeZone, instant, shown) => {
    expect(dateTime(new Date(instant), reader(timeZone, instant))).toBe(shown);
  });

  it('counts the days of the reader’s calendar, the one of 25 hours as one', () => {
    const offered = new Date('2026-10-20T10:00:00Z');
    const left = (now: string) => timeLeft(addDays(offered, 7), reader('Europe/Berlin', now));
    expect(['2026-10-20T10:00:00Z', '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z'].map(left)).toEqual([
      '7 days left',
      '3 days left',
      '2 days left',
    ]);
    expect(left('2026-10-27T09:59:30Z')).toBe(english('units.minutes-left', { minutes: 0 }));
    expect(left('2026-10-27T10:00:00Z')).toBe('Overdue');
  });
});
