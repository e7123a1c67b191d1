import { describe, expect, it } from '@jest/globals';
import { assert, date, property } from 'fast-check';
import {
  inYear,
  nextDue,
  nextReminderDay,
  reminderOn,
  windowOpens,
} from '../../src/domain/renewals/anniversary.ts';
import { daysAfter, daysBetween } from '../../src/domain/shared/time.ts';
import { expiringBy, referenceExpires } from '../../src/domain/renewals/references.ts';
import { markRenewed, newRenewal, tick, ticksFor, untick } from '../../src/domain/renewals/renewal.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { noon } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';

const partnerId = PartnerId.parse('1001');
const dana = { at: noon, by: aad(1), name: 'Dana' };
const days = date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map(
  (one) => one.toISOString().slice(0, 10),
);

describe('the anniversary that comes next', () => {
  it.each([
    ['the imported day itself', '2027-03-31', null, '2026-11-28', '2027-03-31'],
    ['today, on the day', '2027-03-31', null, '2027-03-31', '2027-03-31'],
    ['the one that is over for 30 days', '2027-03-31', null, '2027-04-30', '2027-03-31'],
    ['next year’s on the day after that', '2027-03-31', null, '2027-05-01', '2028-03-31'],
    ['this year’s of one imported years ago', '2019-03-31', null, '2026-11-28', '2027-03-31'],
    ['28 February of a year without a 29th', '2024-02-29', null, '2026-11-28', '2027-02-28'],
    ['29 February of a leap year', '2024-02-29', null, '2027-11-28', '2028-02-29'],
    ['28 February of 2100, which is no leap year', '2096-02-29', null, '2099-11-28', '2100-02-28'],
    ['the year after one that was renewed', '2027-03-31', '2027-03-31', '2027-01-15', '2028-03-31'],
    ['the same for a day that an import moved', '2027-04-05', '2027-03-31', '2027-01-15', '2028-04-05'],
    ['what was imported anew a year later', '2028-03-25', '2027-03-31', '2027-04-15', '2028-03-25'],
  ])('is %s', (_case, anniversary, renewed, today, due) => {
    expect(nextDue({ anniversary }, renewed, today)).toBe(due);
  });

  it.each([
    ['2027-03-30', undefined],
    ['2027-03-31', '2027-03-31'],
    [null, '2027-03-31'],
  ])('is, for a membership that ends %s, %s', (ends, due) => {
    expect(nextDue({ anniversary: '2027-03-31', ends }, null, '2026-11-28')).toBe(due);
  });

  it('is none any more once that of the year 9999 was renewed', () => {
    const anniversary = '9999-12-31';

    expect(nextDue({ anniversary }, null, '2026-11-28')).toBe(anniversary);
    expect(nextDue({ anniversary }, anniversary, '2026-11-28')).toBeUndefined();
  });

  it('is never over for more than 30 days, and never more than a year and 30 days away', () => {
    assert(
      property(days, days, (anniversary, today) => {
        const due = nextDue({ anniversary }, null, today) ?? '';
        expect(daysBetween(due, today)).toBeLessThanOrEqual(30);
        if (due !== anniversary) expect(daysBetween(today, due)).toBeLessThan(366);
        expect(due.slice(5) === anniversary.slice(5) || anniversary.endsWith('-02-29')).toBe(true);
      }),
    );
  });
});

describe('reminders', () => {
  const due = '2027-03-31';

  it.each([
    ['2026-12-30', undefined, '2026-12-31'],
    ['2026-12-31', 90, '2027-03-17'],
    ['2027-03-16', 90, '2027-03-17'],
    ['2027-03-17', 14, '2027-03-24'],
    ['2027-03-23', 14, '2027-03-24'],
    ['2027-03-24', 7, undefined],
    ['2027-03-31', 7, undefined],
    ['2027-04-01', undefined, undefined],
  ])('on %s is the latest of those due, and then the next', (today, reminder, next) => {
    expect(reminderOn(due, today)).toBe(reminder);
    expect(nextReminderDay(due, today)).toBe(next);
  });

  it('are counted over a leap day', () => {
    expect(windowOpens('2028-03-31')).toBe('2028-01-01');
    expect(windowOpens('2027-03-31')).toBe('2026-12-31');
    expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
    expect(inYear('2028-02-29', 2028)).toBe('2028-02-29');
  });
});

describe('a renewal', () => {
  const fresh = newRenewal({ partnerId, program: 'FRP' }, '2027-03-31');

  it('keeps who ticked an item first, and forgets it when it is taken back', () => {
    const ticked = tick(fresh, '2027-03-31', 'fees', dana);
    expect(ticked.ticks).toEqual([{ item: 'fees', ...dana }]);
    expect(tick(ticked, '2027-03-31', 'fees', { ...dana, name: 'Lee' })).toBe(ticked);
    expect(untick(ticked, '2027-03-31', 'fees').ticks).toEqual([]);
    expect(untick(fresh, '2027-03-31', 'fees')).toBe(fresh);
  });

  it('begins the next year’s cycle without ticks, and keeps them where an import moves the day', () => {
    const ticked = tick(fresh, '2027-03-31', 'fees', dana);
    expect(ticksFor(ticked, '2027-04-20')).toHaveLength(1);
    expect(ticksFor(ticked, '2028-03-31')).toEqual([]);
    expect(tick(ticked, '2028-03-31', 'keys', dana).ticks.map(({ item }) => item)).toEqual(['keys']);
  });

  it('is marked from the day on which the window opens, and not the day before', () => {
    expect(markRenewed(fresh, '2027-03-31', '2026-12-30', dana)).toEqual({
      ok: false,
      error: { code: 'not-open', opens: '2026-12-31' },
    });
    const renewed = markRenewed(tick(fresh, '2027-03-31', 'fees', dana), '2027-03-31', '2026-12-31', dana);
    expect(renewed).toMatchObject({
      ok: true,
      value: { ticks: [], renewed: { due: '2027-03-31', name: 'Dana' } },
    });
  });
});

describe('customer references', () => {
  it('count for two years, to 28 February for one of a leap day', () => {
    expect(referenceExpires('2025-05-12')).toBe('2027-05-12');
    expect(referenceExpires('2024-02-29')).toBe('2026-02-28');
  });

  it('are warned of when the latest of a customer expires on the anniversary or before', () => {
    const of = (customerId: string, referenceDate: string) => ({ customerId, referenceDate });
    const references = [
      of('late', '2025-04-01'),
      of('on', '2025-03-31'),
      of('renewed', '2024-01-01'),
      of('renewed', '2026-01-01'),
      of('over', '2020-01-01'),
    ];
    expect(expiringBy(references, '2027-03-31')).toEqual([
      { customerId: 'over', expires: '2022-01-01' },
      { customerId: 'on', expires: '2027-03-31' },
    ]);
  });
});
