import { describe, expect, it } from '@jest/globals';
import type { Tie } from '../../src/domain/associations/association.ts';
import { ownReason } from '../../src/domain/scores/why.ts';
import type { Association, Metric } from '../../src/domain/shared/catalogue.ts';

const area = { area: 'business-applications', track: 'enterprise' } as const;
const tie = (association: Association, product: string): Tie => ({
  association,
  target: '5b000000-0000-4000-8000-00000000000a',
  product,
  workloads: [],
  since: null,
  status: 'active',
  ends: null,
});

describe('why a customer may count in Business Applications', () => {
  it.each<[Association, string, Metric, boolean]>([
    ['cpor', 'dynamics-365', 'usage-growth', true],
    ['cpor', 'power-bi', 'usage-growth', false],
    ['cpor', 'power-bi', 'deployments', false],
    ['cpor', 'power-bi', 'net-customer-adds', true],
    ['pal', 'power-apps', 'usage-growth', true],
    ['pal', 'power-apps', 'net-customer-adds', false],
    ['pal', 'dynamics-365', 'usage-growth', false],
    ['pal', '', 'usage-growth', true],
  ])('goes by the product: %s on "%s" for %s', (association, product, metric, mayCount) => {
    const { code } = ownReason(area, metric, { ties: [tie(association, product)], seats: null });
    expect(code).toBe(mayCount ? 'may-count' : 'association');
  });
});
