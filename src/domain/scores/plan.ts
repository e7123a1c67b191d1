import type { Metric } from '../shared/catalogue.ts';
import { QUALIFYING_TOTAL } from './areas.ts';
import type { MetricScore } from './metric.ts';
import { growthsOf, type Growth, type PlanStep } from './growth.ts';
import type { AreaScore } from './score.ts';
import { sum } from './several.ts';

/** Steps that together qualify the area, in the order of its metrics. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  /** The area's total after them, 70 to 100. */
  readonly total: number;
  readonly effort: number;
}

/**
 * What one more costs, by metric: one customer, person, deployment or service; of usage growth as much as gives one point.
 * A metric that is left out is not to grow.
 */
export type Effort = { readonly [metric in Metric]?: number };

/** One for one: the smallest number of things, a point of usage growth being one. */
export const BY_COUNT: Effort = {
  'net-customer-adds': 1,
  'intermediate-certifications': 1,
  'advanced-certifications': 1,
  'usage-growth': 1,
  deployments: 1,
};

export type Planned =
  | { readonly qualified: true }
  /** The best first, then the best that do without something that those before them grow. */
  | { readonly qualified: false; readonly plans: readonly [Plan, ...Plan[]] }
  /** What stands in the way: metrics at zero that are not to grow, and how far the others come. */
  | { readonly qualified: false; readonly plans: readonly []; readonly stuck: Stuck };

export interface Stuck {
  readonly zero: readonly Metric[];
  /** The highest total within what may grow. */
  readonly most: number;
}

const TOLERANCE = 1e-9;

/**
 * The smallest additions that qualify an area: 70 points, and every metric above zero. Exact over all combinations of whole
 * additions with one association a metric. It is arithmetic, not a forecast: the rest stays as it is.
 *
 * Source: Microsoft Learn, `partner-capability-score`, 2023-10; the tables of {@link ./areas.ts}.
 *
 * @param effort what one more costs; without it one for one
 * @param most how many plans, none of which is one before it with something added
 */
export function planToQualify(score: AreaScore, effort: Effort = BY_COUNT, most = 2): Planned {
  if (score.qualified) return { qualified: true };
  const metrics = score.groups.flatMap((group) => group.metrics);
  const best = new Map<number, Plan>();
  for (const steps of combinations(score, metrics, effort)) {
    const key = keyOf(steps, metrics);
    const known = best.get(key);
    if (known !== undefined && effortOf(steps) > known.effort + TOLERANCE) continue;
    const plan = planOf(score, steps);
    if (known === undefined || isBetter(plan, known)) best.set(key, plan);
  }
  const [first, ...others] = withoutMoreOfTheSame(best).slice(0, most);
  return first === undefined
    ? { qualified: false, plans: [], stuck: stuckAt(metrics, effort) }
    : { qualified: false, plans: [first, ...others] };
}

/** The best first; without those that grow all that a better one grows, and something else besides. */
function withoutMoreOfTheSame(best: ReadonlyMap<number, Plan>): readonly Plan[] {
  const sorted = [...best].sort(([, one], [, two]) => (isBetter(one, two) ? -1 : 1));
  return sorted
    .filter(([key], at) => !sorted.slice(0, at).some(([better]) => (better & key) === better))
    .map(([, plan]) => plan);
}

/**
 * Every choice of additions that qualifies and has nothing to spare in the metric with the finest steps: that one is not
 * tried through, but grown as far as the others leave it to.
 */
function* combinations(
  score: AreaScore,
  metrics: readonly MetricScore[],
  effort: Effort,
): Generator<readonly PlanStep[]> {
  const growths = metrics.map((metric) => growthsOf(score, metric, effort[metric.metric]));
  const finest = growths.reduce((best, of, at) => (of.count > (growths[best]?.count ?? 0) ? at : best), 0);
  const others = growths.filter((_growth, at) => at !== finest);
  const last = growths[finest];
  if (last === undefined) return;
  for (const steps of choices(others)) {
    const missing = QUALIFYING_TOTAL - score.total - sum(steps.map(({ points }) => points));
    for (const step of last.reaching(missing)) yield step === undefined ? steps : [...steps, step];
  }
}

/** One step or none of each metric; at a metric at zero there has to be one. */
function* choices([first, ...others]: readonly Growth[]): Generator<readonly PlanStep[]> {
  if (first === undefined) {
    yield [];
    return;
  }
  for (const rest of choices(others)) {
    if (!first.isNeeded) yield rest;
    for (const step of first.steps()) yield [step, ...rest];
  }
}

function planOf(score: AreaScore, steps: readonly PlanStep[]): Plan {
  const order = score.groups.flatMap((group) => group.metrics.map(({ metric }) => metric));
  return {
    steps: steps.toSorted((one, two) => order.indexOf(one.metric) - order.indexOf(two.metric)),
    total: Math.min(score.total + sum(steps.map(({ points }) => points)), 100),
    effort: effortOf(steps),
  };
}

function effortOf(steps: readonly PlanStep[]): number {
  let effort = 0;
  for (const step of steps) effort += step.effort;
  return effort;
}

/** Which metrics grow: a bit each. */
function keyOf(steps: readonly PlanStep[], metrics: readonly MetricScore[]): number {
  let key = 0;
  for (const { metric } of steps) key |= 1 << metrics.findIndex((one) => one.metric === metric);
  return key;
}

/** Less effort, then fewer kinds of things, then more points. */
function isBetter(one: Plan, two: Plan): boolean {
  if (Math.abs(one.effort - two.effort) > TOLERANCE) return one.effort < two.effort;
  if (one.steps.length !== two.steps.length) return one.steps.length < two.steps.length;
  return one.total > two.total + TOLERANCE;
}

function stuckAt(metrics: readonly MetricScore[], effort: Effort): Stuck {
  const mayGrow = ({ metric }: MetricScore) => effort[metric] !== undefined;
  return {
    zero: metrics.filter((metric) => metric.points <= 0 && !mayGrow(metric)).map(({ metric }) => metric),
    most: Math.min(100, sum(metrics.map((metric) => (mayGrow(metric) ? metric.rule.max : metric.points)))),
  };
}
