import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MAX_RETRY_AFTER_MS, retryAfterMs } from '../../src/domain/shared/retry-after.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const said = (value: string) => retryAfterMs({ 'retry-after': value }, now);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['0.5', 500],
    ['2.5', 2_500],
    ['10.5', 10_500],
    ['.25', 250],
    ['3.', 3_000],
    ['0.0001', 1],
    [' 7 ', 7_000],
    ['007', 7_000],
    ['3600', 3_600_000],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Monday, 23-Nov-26 12:00:30 GMT', 30_000],
    ['Mon Nov 23 12:00:30 2026', 30_000],
    ['Mon, 23 Nov 2026 11:59:00 GMT', 0],
    ['99999999999999999999', MAX_RETRY_AFTER_MS],
  ])('of %j asks for %s ms', (value, ms) => {
    expect(said(value)).toBe(ms);
  });

  it.each([
    '',
    'soon',
    '-1',
    '-2.5',
    '2,5',
    '10-5',
    '1e3',
    '0x10',
    'Infinity',
    'NaN',
    '5 seconds',
    '2026-11-23T12:00:30Z',
    '11/23/2026 12:00:30',
    'Mon, 99 Foo 2026 12:00:30 GMT',
  ])('of %j says nothing', (value) => {
    expect(said(value)).toBeUndefined();
  });

  it('that is not there says nothing, and of several the first counts', () => {
    expect(retryAfterMs({}, now)).toBeUndefined();
    expect(retryAfterMs({ 'retry-after': ['5', '9'] }, now)).toBe(5_000);
  });

  it('as a date is taken by the clock that makes the wait longer', () => {
    const headers = (date: string) => ({ 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT', date });

    expect(retryAfterMs(headers('Mon, 23 Nov 2026 11:55:00 GMT'), now)).toBe(330_000);
    expect(retryAfterMs(headers('Mon, 23 Nov 2026 12:00:20 GMT'), now)).toBe(30_000);
    expect(retryAfterMs(headers('nonsense'), now)).toBe(30_000);
  });

  it('never throws, and never asks for less than none or more than a day, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 40 }), (value, date) => {
        const ms = retryAfterMs({ 'retry-after': value, date }, now) ?? 0;
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(MAX_RETRY_AFTER_MS);
      }),
    );
  });
});
