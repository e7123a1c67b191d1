import { AREAS, TRACKS, type Area, type Association, type Metric, type Track } from '../shared/catalogue.ts';
import type { Day } from '../shared/time.ts';
import {
  AREA_RULES,
  METRIC_GROUPS,
  QUALIFYING_TOTAL,
  hasTracks,
  targetOf,
  type MetricGroup,
  type MetricRule,
  type Target,
} from './areas.ts';
import { eligibleAssociations, isCustomerMetric, isEligible } from './eligibility.ts';
import type { MetricRow } from './facts.ts';

/** Sums of thirds and sevenths miss a whole number by less than this. */
const TOLERANCE = 1e-9;

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

export interface AreaScore {
  readonly area: Area;
  /** The track whose total counts; `null` where both ask for the same and no figure names one. */
  readonly track: Track | null;
  /** The total of the other track, when figures name both. */
  readonly other: { readonly track: Track; readonly total: number } | null;
  readonly groups: readonly { readonly group: MetricGroup; readonly metrics: readonly MetricScore[] }[];
  /** 0 to 100, unrounded. */
  readonly total: number;
  /** 70 or more, and every metric above zero. */
  readonly qualified: boolean;
  /** Points still missing for 70; 0 when there are enough. */
  readonly missing: number;
  /** Metrics at zero: as long as there is one, no total qualifies. */
  readonly zero: readonly Metric[];
  /**
   * Metrics above zero but under one point. The programme's overview asks for more than zero, its area pages for one
   * point; the first is followed, the second deserves a warning.
   */
  readonly belowOne: readonly Metric[];
  /** Metrics that have figures although the area does not score them. */
  readonly unscored: readonly Metric[];
  /** Whether there is any figure for the area. */
  readonly hasFigures: boolean;
}

export interface AccountScore {
  /** Day of the figures; `null`: there are none at all. */
  readonly asOf: Day | null;
  /** All six, in the catalogue's order. */
  readonly areas: readonly AreaScore[];
}

/**
 * Scores a partner global account from the programme's figures.
 *
 * The latest day of the account counts, for all areas; earlier rows are history. Points are the value's share of its
 * target, never under 0 (a net loss of customers takes nothing away elsewhere) and never over the maximum. With figures
 * for both tracks the higher total wins; rows without a track count for both.
 *
 * @param rows of one account, in any order, of any days
 * Source: Microsoft Learn, `partner-capability-score`, 2023-10.
 */
export function scoreAccount(rows: readonly MetricRow[]): AccountScore {
  const asOf = latestDay(rows);
  const current = rows.filter((row) => row.asOf === asOf);
  return {
    asOf,
    areas: AREAS.map((area) =>
      scoreArea(
        area,
        current.filter((row) => row.area === area),
      ),
    ),
  };
}

/** @returns the latest `asOf` of the rows; `null` without rows */
export function latestDay(rows: readonly MetricRow[]): Day | null {
  return rows.reduce<Day | null>(
    (latest, { asOf }) => (latest === null || asOf > latest ? asOf : latest),
    null,
  );
}

function scoreArea(area: Area, rows: readonly MetricRow[]): AreaScore {
  const named = TRACKS.filter((track) => rows.some((row) => row.track === track));
  const candidates = (named.length === 0 ? TRACKS : named).map((track) => scoreTrack(area, track, rows));
  const [best, second] = candidates.sort(
    (one, two) => two.total - one.total || Number(two.qualified) - Number(one.qualified),
  );
  if (best === undefined) throw new Error('an area without a track');
  return {
    ...best,
    track: named.length > 0 || (hasTracks(area) && rows.length > 0) ? best.track : null,
    other: named.length === 2 && second !== undefined ? { track: second.track, total: second.total } : null,
  };
}

function scoreTrack(area: Area, track: Track, rows: readonly MetricRow[]) {
  const onTrack = rows.filter((row) => row.track === null || row.track === track);
  const rules = AREA_RULES[area][track];
  const metrics = rules.map((rule) =>
    scoreMetric(
      area,
      track,
      rule,
      onTrack.filter((row) => row.metric === rule.metric),
    ),
  );
  const total = Math.min(sum(metrics.map((metric) => metric.points)), 100);
  const zero = metrics.filter((metric) => metric.points <= 0).map((metric) => metric.metric);
  return {
    area,
    track,
    groups: METRIC_GROUPS.map(({ group, metrics: members }) => ({
      group,
      metrics: metrics.filter(({ metric }) => members.some((member) => member === metric)),
    })),
    total,
    qualified: total >= QUALIFYING_TOTAL - TOLERANCE && zero.length === 0,
    missing: total >= QUALIFYING_TOTAL - TOLERANCE ? 0 : QUALIFYING_TOTAL - total,
    zero,
    belowOne: metrics
      .filter(({ points }) => points > 0 && points < 1 - TOLERANCE)
      .map(({ metric }) => metric),
    unscored: [...new Set(rows.map((row) => row.metric))].filter(
      (metric) => !rules.some((rule) => rule.metric === metric),
    ),
    hasFigures: rows.length > 0,
  };
}

function scoreMetric(area: Area, track: Track, rule: MetricRule, rows: readonly MetricRow[]): MetricScore {
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
