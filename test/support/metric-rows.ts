import type { Designation, EligibilityRow, MetricRow } from '../../src/domain/scores/facts.ts';
import { scoreboardOf, viewOf, type AccountView } from '../../src/domain/scores/scoreboard.ts';
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

/** One counted subject of the same day's list: a customer of Infrastructure's net adds, unless overridden. */
export function eligibilityRow(overrides: Partial<EligibilityRow>): EligibilityRow {
  return {
    globalId: GlobalId.parse('4400000'),
    asOf: '2026-10-20',
    area: 'infrastructure',
    track: null,
    metric: 'net-customer-adds',
    association: 'dpor',
    subject: 'c0000000-0000-4000-8000-000000000001',
    value: 1,
    counted: true,
    criterion: 'consumes 1,000 US dollars a month',
    ...overrides,
  };
}

/** How an account with these figures stands on a day soon after them. */
export function accountOf(
  rows: readonly MetricRow[],
  {
    subjects = [],
    designations = [],
    today = '2026-11-24',
  }: {
    readonly subjects?: readonly EligibilityRow[];
    readonly designations?: readonly Designation[];
    readonly today?: string;
  } = {},
): AccountView {
  const board = scoreboardOf(GlobalId.parse('4400000'), { rows, subjects, designations });
  return viewOf(board, today);
}
