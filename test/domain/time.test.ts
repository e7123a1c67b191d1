import { describe, expect, it } from '@jest/globals';
import { addDays, dayOf, daysAfter, daysBetween, Instant, startOfDay } from '../../src/domain/shared/time.ts';

describe('days and instants at the ends of what can be written', () => {
  it.each([
    ['9999-12-31', 1, '9999-12-31'],
    ['9999-12-30', 1, '9999-12-31'],
    ['0001-01-01', -1, '0001-01-01'],
    ['0001-01-02', -1, '0001-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2027-01-01', -1, '2026-12-31'],
  ])('%s and %s days is %s', (day, days, then) => {
    expect(daysAfter(day, days)).toBe(then);
  });

  it.each(['9999-12-31', '0001-01-01'])('an instant a day beyond %s is stored, and read again', (day) => {
    for (const days of [-1, 1]) {
      const stored = Instant.encode(addDays(startOfDay(day), days));

      expect(Instant.safeDecode(stored).success).toBe(true);
      expect(dayOf(Instant.decode(stored)).slice(0, 4)).toBe(day.slice(0, 4));
    }
  });

  it('counts days over centuries', () => {
    expect(daysBetween('0001-01-01', '9999-12-31')).toBe(3_652_058);
    expect(daysBetween('2026-11-28', '2026-11-27')).toBe(-1);
  });
});
