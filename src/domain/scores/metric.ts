import type { Area, Association, Metric, Track } from '../shared/catalogue.ts';
import type { Day } from '../shared/time.ts';
import { targetOf } from './areas.ts';
import type { MetricRule, Target } from './edition.ts';
import { eligibleAssociations, isCustomerMetric, isEligible } from './eligibility.ts';
import type { EligibilityRow, MetricRow } from './facts.ts';
import type { OptionScore } from './option.ts';
import { judgeTogether } from './several.ts';

export interface MetricScore {
  readonly metric: Metric;
  readonly rule: MetricRule;
  /** Day of its figures; `null`: there are none. */
  readonly asOf: Day | null;
  /** 0 to `rule.max`, unrounded; the least it can be where `ifDistinct` says more. */
  readonly points: number;
  /** What it would be if no customer stands in two of the rows; `null`: `points` is exact. */
  readonly ifDistinct: number | null;
  /** How many different customers (deployments, services) the rows come to, where the programme's list says so. */
  readonly distinct: number | null;
  /** Every row of the metric on the chosen track; those that count first. Empty: no figures. */
  readonly options: readonly OptionScore[];
}

/** What one metric is made of. */
export interface MetricFigures {
  readonly asOf: Day | null;
  /** Rows of that metric, track and day, in any order. */
  readonly rows: readonly MetricRow[];
  /** Whom the programme lists for them, if it does. */
  readonly subjects: readonly EligibilityRow[];
}

/**
 * Points of one metric from its rows on one track: the value's share of its target, never under 0 (a net loss of
 * customers takes nothing away elsewhere) and never over the maximum; several rows as {@link judgeTogether} says.
 */
export function scoreMetric(
  area: Area,
  track: Track,
  rule: MetricRule,
  { asOf, rows, subjects }: MetricFigures,
): MetricScore {
  const scored = rows.map((row) => scoreOption(area, track, rule, row)).sort(byPoints);
  const eligible = scored.filter(isEligibleOption);
  const { counting, unsure, ...judged } = judgeTogether(rule, eligible, subjects);
  const options = scored.map((option): OptionScore => {
    if (counting.includes(option) || !isEligibleOption(option)) return option;
    const code = unsure.includes(option) ? 'maybe-same-customers' : 'another-counts';
    return { ...option, notCounted: { code } };
  });
  return { metric: rule.metric, rule, asOf, ...judged, options: options.sort(countedFirst) };
}

function scoreOption(area: Area, track: Track, rule: MetricRule, row: MetricRow): OptionScore {
  // Skilling hangs on people, so an association named there is of no matter.
  const association = isCustomerMetric(rule.metric) ? row.association : null;
  const eligible = eligibleAssociations(area, track, rule.metric);
  const target = association === null ? strictestTarget(rule, eligible) : targetOf(rule, association);
  if (association !== null && !isEligible(area, track, rule.metric, association)) {
    const notCounted = { code: 'association-not-eligible', eligible } as const;
    return { association, value: row.value, target, points: 0, notCounted };
  }
  const points = Math.min(Math.max((row.value / target.amount) * rule.max, 0), rule.max);
  return { association, value: row.value, target, points, notCounted: null };
}

/** Without an association the figure is read by the highest target of those that feed it, so that no score is overstated. */
function strictestTarget(rule: MetricRule, eligible: readonly Association[]): Target {
  return eligible
    .map((association) => targetOf(rule, association))
    .reduce((strictest, target) => (target.amount > strictest.amount ? target : strictest), rule.target);
}

function isEligibleOption(option: OptionScore): boolean {
  return option.notCounted === null;
}

/** Most points first; ties in an order that does not depend on that of the rows. */
function byPoints(one: OptionScore, two: OptionScore): number {
  return (
    Number(isEligibleOption(two)) - Number(isEligibleOption(one)) ||
    two.points - one.points ||
    two.value - one.value ||
    (one.association ?? '').localeCompare(two.association ?? '')
  );
}

function countedFirst(one: OptionScore, two: OptionScore): number {
  return Number(two.notCounted === null) - Number(one.notCounted === null);
}
