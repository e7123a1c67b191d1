import type { Area, Association, Metric, Track } from '../shared/catalogue.ts';
import { targetOf, type MetricRule, type Target } from './areas.ts';
import { eligibleAssociations, isCustomerMetric, isEligible } from './eligibility.ts';
import type { MetricRow } from './facts.ts';

/** Why a row gives its metric no points of its own. */
export type NotCounted =
  /** The association does not feed this metric here; `eligible` are those that do. */
  | { readonly code: 'association-not-eligible'; readonly eligible: readonly Association[] }
  /** Another option of the same metric gives more. */
  | { readonly code: 'another-counts' };

/** One row of the figures, scored by itself. */
export interface OptionScore {
  /** `null`: already filtered by the programme, or of no matter (certifications). */
  readonly association: Association | null;
  readonly value: number;
  readonly target: Target;
  /** 0 to the metric's maximum, unrounded; 0 when it is not eligible. */
  readonly points: number;
  /** `null`: its points count. */
  readonly notCounted: NotCounted | null;
}

export interface MetricScore {
  readonly metric: Metric;
  readonly rule: MetricRule;
  /** 0 to `rule.max`, unrounded. */
  readonly points: number;
  /** Every row of the metric on the chosen track; those that count first. Empty: no figures. */
  readonly options: readonly OptionScore[];
}

/**
 * Points of one metric from its rows on one track: the value's share of its target, never under 0 (a net loss of
 * customers takes nothing away elsewhere) and never over the maximum.
 *
 * @param rows of that metric only, in any order
 */
export function scoreMetric(
  area: Area,
  track: Track,
  rule: MetricRule,
  rows: readonly MetricRow[],
): MetricScore {
  const scored = rows.map((row) => scoreOption(area, track, rule, row)).sort(byPoints);
  const counting = rule.addsUp ? bestSum(scored) : scored.slice(0, 1).filter(isEligibleOption);
  const points = Math.min(sum(counting.map((option) => option.points)), rule.max);
  const options = scored.map((option): OptionScore =>
    counting.includes(option) || !isEligibleOption(option)
      ? option
      : { ...option, notCounted: { code: 'another-counts' } },
  );
  return { metric: rule.metric, rule, points, options: options.sort(countedFirst) };
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

/** One row an association adds up; a figure that names none stands for the whole instead, if it gives more. */
function bestSum(scored: readonly OptionScore[]): readonly OptionScore[] {
  const eligible = scored.filter(isEligibleOption);
  const whole = eligible.filter((option) => option.association === null).slice(0, 1);
  const halves = eligible.filter(
    (option, index) =>
      option.association !== null &&
      eligible.findIndex(({ association }) => association === option.association) === index,
  );
  return sum(whole.map(({ points }) => points)) > sum(halves.map(({ points }) => points)) ? whole : halves;
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

/** Adds up in the order given. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
