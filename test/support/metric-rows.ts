import type { MetricRow } from '../../src/domain/scores/facts.ts';
import { GlobalId } from '../../src/domain/shared/ids.ts';

/** One figure: of Contoso's account, Modern Work Enterprise, four customers by CPOR, unless overridden. */
export function metricRow(overrides: Partial<MetricRow>): MetricRow {
  return {
    globalId: GlobalId.parse('4400000'),
    asOf: '2026-10-20',
    area: 'modern-work',
    track: 'enterprise',
    metric: 'net-customer-adds',
    association: null,
    value: 4,
    ...overrides,
  };
}
