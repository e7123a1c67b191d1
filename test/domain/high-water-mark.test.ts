import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { coveredByFastTrack, highWaterMark, type UsageDay } from '../../src/domain/claims/high-water-mark.ts';
import { Day } from '../../src/domain/shared/time.ts';

const day = (number: number) => Day.parse(`2026-11-${String(number).padStart(2, '0')}`);
const approved = day(10);
const used = (...days: [number, number][]): UsageDay[] =>
  days.map(([number, activeUsers]) => ({ day: day(number), activeUsers }));

describe('the high-water mark of a claim', () => {
  it.each([
    ['nothing up to the floor', used([11, 299]), 'below-floor', 0, 2],
    ['nothing exactly at the floor', used([11, 300]), 'below-floor', 0, 1],
    ['from the first licence once it is exceeded', used([11, 301]), 'paid', 301, 0],
    ['what came below the floor, once it is exceeded', used([11, 200], [12, 301]), 'paid', 301, 0],
    ['no licence twice after a dip', used([11, 350], [12, 120], [13, 350]), 'paid', 350, 0],
    ['what stays, when usage falls under the floor again', used([11, 350], [12, 0]), 'paid', 350, 0],
    ['each further licence', used([11, 301], [12, 320], [13, 330]), 'paid', 330, 0],
    [
      'from the first licence above a mark of before that never exceeded the floor',
      used([9, 250], [11, 320]),
      'paid',
      320,
      0,
    ],
    [
      'from the first licence above a mark of before exactly at the floor',
      used([9, 300], [11, 301]),
      'paid',
      301,
      0,
    ],
    ['only what passes a mark of before just above the floor', used([9, 301], [11, 320]), 'paid', 19, 0],
    ['only what passes a mark above the floor', used([9, 400], [11, 410]), 'paid', 10, 0],
    ['nothing that only equals the mark of before', used([9, 400], [11, 400]), 'not-above-prior', 0, 0],
    ['nothing for usage before the approval alone', used([9, 900]), 'no-usage', 0, 0],
    ['nothing for usage of the day of the approval', used([10, 900]), 'no-usage', 0, 0],
    ['nothing without usage', [], 'no-usage', 0, 301],
    ['nothing for zero users', used([11, 0]), 'below-floor', 0, 301],
  ] as const)('pays %s', (_case, usage, standing, paid, toFloor) => {
    expect(highWaterMark(usage, approved)).toMatchObject({ standing, paid, toFloor });
  });

  it('pays nothing before the approval, and raises the mark meanwhile', () => {
    expect(highWaterMark(used([1, 500], [20, 700]), null)).toEqual({
      standing: 'not-approved',
      priorMark: 700,
      paidBefore: 700,
      mark: 700,
      paid: 0,
      paidFrom: 701,
      toFloor: 0,
      steps: [],
    });
  });

  it('says which licences are paid, and on which days they came to be', () => {
    expect(highWaterMark(used([9, 50], [11, 250], [12, 310], [13, 300], [14, 315]), approved)).toEqual({
      standing: 'paid',
      priorMark: 50,
      paidBefore: 0,
      mark: 315,
      paid: 315,
      paidFrom: 1,
      toFloor: 0,
      steps: [
        { day: day(12), activeUsers: 310, added: 310 },
        { day: day(14), activeUsers: 315, added: 5 },
      ],
    });
  });

  const rows = fc.array(
    fc.record({ number: fc.integer({ min: 1, max: 28 }), activeUsers: fc.integer({ min: 0, max: 700 }) }),
    { maxLength: 30 },
  );

  it('pays the licences from a prior mark above the floor, else from the first, to the highest, or none: whatever the order of the days', () => {
    fc.assert(
      fc.property(rows, (made) => {
        const usage = made.map(({ number, activeUsers }) => ({ day: day(number), activeUsers }));
        const since = usage.filter((row) => row.day > approved).map((row) => row.activeUsers);
        const prior = Math.max(0, ...usage.filter((r) => r.day <= approved).map((r) => r.activeUsers));
        const top = Math.max(0, ...since);

        const result = highWaterMark(usage, approved);

        expect(result.paid).toBe(top > 300 && top > prior ? top - (prior > 300 ? prior : 0) : 0);
        expect(highWaterMark(usage.toReversed(), approved)).toEqual(result);
      }),
      { numRuns: 500 },
    );
  });
});

describe('FastTrack', () => {
  it.each([
    [149, false],
    [150, true],
    [300, true],
  ])('for %i seats: %s', (seats, covered) => {
    expect(coveredByFastTrack(seats)).toBe(covered);
  });
});
