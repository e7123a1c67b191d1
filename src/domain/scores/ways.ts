import { ASSOCIATIONS, type Association, type Metric } from '../shared/catalogue.ts';
import { QUALIFYING_TOTAL, type Unit } from './areas.ts';
import type { MetricScore } from './metric.ts';
import type { OptionScore } from './option.ts';
import type { AreaScore } from './score.ts';
import { sum } from './several.ts';
import { startsOf, type Start } from './starts.ts';

/** Some more of one metric. */
export interface Step {
  readonly metric: Metric;
  /** By which association it is fewest; `null`: by any that feeds the metric, or none is asked. */
  readonly association: Association | null;
  /** Whole ones, at least 1. */
  readonly more: number;
  readonly unit: Unit;
  /** Points it adds. */
  readonly points: number;
}

/** Steps that together qualify the area. */
export interface Way {
  readonly steps: readonly Step[];
  /** The area's total after them. */
  readonly total: number;
}

const TOLERANCE = 1e-9;

/**
 * What would qualify an area: each way improves one metric as far as needed (besides one point for every metric at
 * zero, which no total makes up for). Where no single metric has that much room, one way improves those with most room.
 * It is arithmetic, not a forecast: the rest stays as it is, and what it takes to win one more customer it does not know.
 *
 * @returns ways of fewest steps first, then by the share of a full target they ask for; none when it is qualified
 */
export function waysToQualify(score: AreaScore): readonly Way[] {
  if (score.qualified) return [];
  const metrics = score.groups.flatMap((group) => group.metrics);
  const atZero = metrics.filter((metric) => metric.points <= 0);
  const single = metrics.flatMap((metric) => {
    const needed = atZero.filter((other) => other !== metric).map((other) => stepTo(score, other, 1));
    const missing = QUALIFYING_TOTAL - score.total - points(needed);
    const floor = metric.points <= 0 ? 1 : 0;
    const goal = metric.points + Math.max(missing, floor);
    if (goal > metric.rule.max + TOLERANCE || (missing <= TOLERANCE && floor === 0)) return [];
    return [wayOf(score, [...needed, stepTo(score, metric, goal)])];
  });
  if (single.length > 0) return distinct(single).sort(shortestFirst(metrics));
  return [combined(score, metrics, atZero)];
}

/** One point for every metric at zero, then those with most room, each to its maximum, the last as far as needed. */
function combined(score: AreaScore, metrics: readonly MetricScore[], atZero: readonly MetricScore[]): Way {
  const steps = new Map(atZero.map((metric) => [metric.metric, stepTo(score, metric, 1)]));
  const byRoom = [...metrics].sort((one, two) => roomOf(two) - roomOf(one));
  for (const metric of byRoom) {
    const missing = QUALIFYING_TOTAL - score.total - points([...steps.values()]);
    if (missing <= TOLERANCE) break;
    const reached = metric.points + (steps.get(metric.metric)?.points ?? 0);
    const goal = Math.min(reached + missing, metric.rule.max);
    if (goal > reached + TOLERANCE) steps.set(metric.metric, stepTo(score, metric, goal));
  }
  return wayOf(score, [...steps.values()]);
}

/** The fewest more of a metric that bring it to `goal` points, over all that feed it. */
function stepTo(score: AreaScore, metric: MetricScore, goal: number): Step {
  const [one, ...others] = startsOf(score, metric).map((start) => stepFrom(metric, start, goal));
  if (one === undefined) throw new Error(`nothing feeds ${metric.metric}`);
  const fewest = others.reduce((best, step) => (step.more < best.more ? step : best), one);
  const isAny = others.every((step) => step.more === one.more && step.unit === one.unit);
  return isAny ? { ...fewest, association: null } : fewest;
}

function stepFrom(metric: MetricScore, start: Start, goal: number): Step {
  const { rule } = metric;
  const { amount, unit } = start.target;
  const own = (start.value / amount) * rule.max;
  const from = own + pointsBeside(metric, start.association);
  const more = Math.max(1, Math.ceil(((goal - from) / rule.max) * amount - TOLERANCE));
  const reached = Math.min(from + (more / amount) * rule.max, rule.max);
  return {
    metric: metric.metric,
    association: start.association,
    more,
    unit,
    points: Math.max(reached - metric.points, 0),
  };
}

/**
 * What other rows of the metric add to the row that grows. Rows that may be of the same customers add nothing that is
 * sure, so there the row has to reach the goal alone.
 */
function pointsBeside({ rule, options }: MetricScore, association: Association | null): number {
  if (association === null) return 0;
  const bestOf = (others: readonly Association[]) =>
    Math.max(0, ...options.filter((option) => others.some((id) => id === option.association)).map(pointsOf));
  const others = ASSOCIATIONS.filter((id) => id !== association);
  switch (rule.several) {
    case 'best':
    case 'same-customers':
      return 0;
    case 'halves':
      return sum(others.map((id) => bestOf([id])));
    case 'pal-adds':
      return bestOf(association === 'pal' ? others : ['pal']);
  }
}

function pointsOf(option: OptionScore): number {
  return option.points;
}

function wayOf(score: AreaScore, steps: readonly Step[]): Way {
  return { steps, total: Math.min(score.total + points(steps), 100) };
}

function points(steps: readonly Step[]): number {
  return steps.reduce((total, step) => total + step.points, 0);
}

function roomOf(metric: MetricScore): number {
  return metric.rule.max - metric.points;
}

/** Two ways are one when they ask for the same, in whatever order. */
function distinct(ways: readonly Way[]): Way[] {
  const keyOf = (way: Way) =>
    way.steps
      .map((step) => `${step.metric} ${step.more}`)
      .sort()
      .join();
  return [...new Map(ways.map((way) => [keyOf(way), way])).values()];
}

function shortestFirst(metrics: readonly MetricScore[]) {
  const share = (way: Way) =>
    way.steps.reduce((total, step) => {
      const max = metrics.find((metric) => metric.metric === step.metric)?.rule.max ?? 1;
      return total + step.points / max;
    }, 0);
  return (one: Way, two: Way) => one.steps.length - two.steps.length || share(one) - share(two);
}
