import type { Association } from '../shared/catalogue.ts';
import { targetOf } from './areas.ts';
import type { Target } from './edition.ts';
import { eligibleAssociations } from './eligibility.ts';
import type { MetricScore } from './metric.ts';
import type { AreaScore } from './score.ts';

/** Where more of a metric can be added: how much there is of an association, and what a full score of it takes. */
export interface Start {
  readonly association: Association | null;
  readonly value: number;
  readonly target: Target;
}

/**
 * Where more can be added: to what is held already, and to any other association that feeds the metric. Where it is known
 * how many different customers there are, one more is one more by whichever.
 */
export function startsOf(
  score: AreaScore,
  { metric, rule, options, distinct, ifDistinct }: MetricScore,
): readonly Start[] {
  if (distinct !== null && ifDistinct === null) {
    return [{ association: null, value: distinct, target: rule.target }];
  }
  const held = options.filter((option) => option.notCounted?.code !== 'association-not-eligible');
  const others = eligibleAssociations(score.area, score.track ?? 'enterprise', metric)
    .filter((association) => !held.some((option) => option.association === association))
    .map((association) => ({ association, value: 0, target: targetOf(rule, association) }));
  const starts = [...held, ...others];
  return starts.length === 0 ? [{ association: null, value: 0, target: rule.target }] : starts;
}
