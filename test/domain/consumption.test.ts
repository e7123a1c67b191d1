import { describe, expect, it } from '@jest/globals';
import { consumptionValue } from '../../src/domain/scores/consumption.ts';

describe('a monthly consumption value', () => {
  it.each([
    [[], 0],
    [[{ workload: 'Business Central', amount: 10 }], 10_000],
    [
      [
        { workload: 'Business Central', amount: 10 },
        { workload: 'Customer Insights', amount: 50_000 },
      ],
      20_000,
    ],
    [
      [
        { workload: 'Power BI', amount: 3 },
        { workload: 'Retail', amount: 4 },
      ],
      1_000,
    ],
  ])('of %j is %s', (used, value) => {
    expect(consumptionValue(used)).toBe(value);
  });

  it('is not known of a workload without a rate', () => {
    expect(consumptionValue([{ workload: 'Sales', amount: 10 }])).toBeUndefined();
  });
});
