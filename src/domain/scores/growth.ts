import { ASSOCIATIONS, type Association, type Metric } from '../shared/catalogue.ts';
import { isCounted } from './areas.ts';
import type { Unit } from './edition.ts';
import type { MetricScore } from './metric.ts';
import type { OptionScore } from './option.ts';
import type { AreaScore } from './score.ts';
import { sum } from './several.ts';
import { startsOf, type Start } from './starts.ts';

/** Some more of one metric. */
export interface PlanStep {
  readonly metric: Metric;
  /** By which association; `null`: by any that feeds the metric, or none is asked. */
  readonly association: Association | null;
  /** Whole ones, at least 1. */
  readonly more: number;
  readonly unit: Unit;
  /** Points it adds. */
  readonly points: number;
  readonly effort: number;
}

/** The ways in which one metric can grow. */
export interface Growth {
  /** It is at zero, and no total makes up for that. */
  readonly isNeeded: boolean;
  /** How many different steps there are. */
  readonly count: number;
  /** Those that are worth trying: none gives less for the same effort. */
  steps(): readonly PlanStep[];
  /**
   * The smallest steps, one a unit, that add at least so many points, and more than none where it is at zero.
   * @returns with `undefined` in it where no step is needed; nothing at all where it cannot grow that far
   */
  reaching(points: number): readonly (PlanStep | undefined)[];
}

const TOLERANCE = 1e-9;

/** @param effort of one more; absent: it is not to grow */
export function growthsOf(score: AreaScore, metric: MetricScore, effort: number | undefined): Growth {
  const isNeeded = metric.points <= 0;
  const starts = effort === undefined ? [] : differingStarts(startsOf(score, metric));
  const stepOf = (start: Start, more: number) => stepFrom(metric, start, more, effort ?? 0);
  const most = (start: Start) => moreFor(metric, start, metric.rule.max);
  const countOf = (start: Start) => most(start) - fewestThatAdd(metric, start) + 1;
  let all: readonly PlanStep[] | undefined;
  return {
    isNeeded,
    count: sum(starts.map(countOf)),
    steps() {
      all ??= worthTrying(
        starts.flatMap((start) =>
          Array.from({ length: countOf(start) }, (_, at) => stepOf(start, fewestThatAdd(metric, start) + at)),
        ),
      );
      return all;
    },
    reaching(points) {
      if (points <= TOLERANCE && !isNeeded) return [undefined];
      const goal = metric.points + Math.max(points, 0);
      if (goal > metric.rule.max + TOLERANCE) return [];
      return fewestOfEach(
        starts.map((start) => stepOf(start, moreFor(metric, start, goal))).filter((step) => step.points > 0),
      );
    },
  };
}

/** How many are needed at least where the metric is at zero: the people that its prerequisite names. */
function leastOf({ points, rule }: MetricScore): number {
  return points <= 0 ? (rule.prerequisitePeople ?? 1) : 1;
}

/** Of starts from which one more is the same, whichever it is, one. */
function differingStarts(starts: readonly Start[]): readonly Start[] {
  const [first, ...further] = starts;
  if (first === undefined || further.length === 0) return starts;
  const isSame = ({ value, target }: Start) => value === first.value && target.amount === first.target.amount;
  return further.every(isSame) ? [{ ...first, association: null }] : starts;
}

/** The fewest more that bring the metric to `goal` points; at least those that must come first. */
function moreFor(metric: MetricScore, start: Start, goal: number): number {
  const { rule } = metric;
  const from = pointsFrom(metric, start);
  const more = Math.ceil(((goal - from) / rule.max) * start.target.amount - TOLERANCE);
  return Math.max(more, leastOf(metric), fewestAboveZero(metric, start));
}

/**
 * From zero or a loss as many as give a whole point: the programme's overview asks for more than zero, its area pages for
 * one point, and a plan is to hold for both.
 */
function fewestAboveZero({ points, rule }: MetricScore, { value, target }: Start): number {
  return points <= 0 ? Math.ceil(target.amount / rule.max - value - TOLERANCE) : 1;
}

/** The fewest that raise the metric at all: fewer only make up for a loss, however large. */
function fewestThatAdd(metric: MetricScore, start: Start): number {
  const lost = (metric.points - pointsFrom(metric, start)) / metric.rule.max;
  const toMakeUp = Math.floor(lost * start.target.amount + TOLERANCE);
  return Math.min(
    Math.max(toMakeUp + 1, 1, leastOf(metric), fewestAboveZero(metric, start)),
    moreFor(metric, start, metric.rule.max),
  );
}

function stepFrom(metric: MetricScore, start: Start, more: number, effort: number): PlanStep {
  const { rule } = metric;
  const { amount, unit } = start.target;
  const reached = Math.min(pointsFrom(metric, start) + (more / amount) * rule.max, rule.max);
  const isUsage = !isCounted(unit) && unit !== 'people';
  const pieces = isUsage ? (more / amount) * rule.max : more;
  return {
    metric: metric.metric,
    association: start.association,
    more,
    unit,
    points: Math.max(reached - metric.points, 0),
    effort: pieces * effort,
  };
}

/** What the row that grows gives by now, with what others add to it. */
function pointsFrom(metric: MetricScore, start: Start): number {
  return (start.value / start.target.amount) * metric.rule.max + pointsBeside(metric, start.association);
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

/**
 * Of steps in the same unit the one of least effort. Where rounding up to whole ones alone makes the difference, the one that
 * asks for fewest: users by CPOR before four times as many by DPOR.
 */
function fewestOfEach(steps: readonly PlanStep[]): readonly PlanStep[] {
  if (steps.length < 2) return steps;
  return [...Map.groupBy(steps, ({ unit }) => unit).values()].flatMap((alike) => {
    const least = Math.min(...alike.map(({ effort }) => effort));
    const close = alike.filter(({ effort, more }) => effort <= least + effort / more + TOLERANCE);
    return close.toSorted((one, two) => one.more - two.more).slice(0, 1);
  });
}

/** Without those that give no more than another of no more effort. */
function worthTrying(steps: readonly PlanStep[]): readonly PlanStep[] {
  const sorted = steps
    .filter(({ points }) => points > TOLERANCE)
    .toSorted((one, two) => one.effort - two.effort || two.points - one.points);
  const kept: PlanStep[] = [];
  for (const step of sorted) {
    if (step.points > (kept.at(-1)?.points ?? 0) + TOLERANCE) kept.push(step);
  }
  return kept;
}
