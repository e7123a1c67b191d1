import type { Association, Metric } from '../shared/catalogue.ts';
import { feedsOf } from '../associations/feeds.ts';
import type { Tie } from '../associations/association.ts';
import type { EligibilityRow } from './facts.ts';
import { EDITION } from './current-edition.ts';
import { isEligible } from './eligibility.ts';
import type { AreaScore } from './score.ts';
import type { MetricScore } from './metric.ts';
import { subjectsOf } from './current.ts';

/** Whether the programme counted one customer or person for a metric, and if not, the first criterion that failed. */
export interface ListedSubject {
  /** A customerId, or an address. */
  readonly subject: string;
  readonly association: Association | null;
  readonly value: number;
  readonly counted: boolean;
  /** In the programme's words; of a counted one what it met. */
  readonly criterion: string;
}

/** What the programme lists for a metric on the day and track whose figures count, counted ones first. */
export function listedFor(
  score: Pick<AreaScore, 'area' | 'track'>,
  { metric, asOf }: Pick<MetricScore, 'metric' | 'asOf'>,
  rows: readonly EligibilityRow[],
): readonly ListedSubject[] {
  const { area, track } = score;
  const own = subjectsOf(rows, { area, track: track ?? 'enterprise', metric, asOf });
  const bySubject = Map.groupBy(own, ({ subject }) => subject.trim().toLowerCase());
  return [...bySubject.values()]
    .flatMap((alike) => {
      const said = alike.find(({ counted }) => !counted) ?? alike[0];
      if (said === undefined) return [];
      const { subject, association, value, counted, criterion } = said;
      return [{ subject, association, value, counted, criterion }];
    })
    .sort((one, two) => Number(two.counted) - Number(one.counted));
}

/** Why a customer that a location stands with does not count for a metric, as far as can be told without the programme's list. */
export type OwnReason =
  /** None of its associations feeds this metric of this area on this track. */
  | { readonly code: 'association'; readonly held: readonly Association[] }
  /** Its subscriptions are over. */
  | { readonly code: 'ended' }
  /** It has fewer paid seats than the track asks for, or more. */
  | { readonly code: 'seats'; readonly seats: number; readonly least: number; readonly most: number | null }
  /** Nothing is known that speaks against it. */
  | { readonly code: 'may-count'; readonly by: readonly Association[] };

/** The first thing that keeps a customer from counting for a metric. @param seats of the customer; `null`: not known */
export function ownReason(
  { area, track }: Pick<AreaScore, 'area' | 'track'>,
  metric: Metric,
  { ties, seats }: { readonly ties: readonly Tie[]; readonly seats: number | null },
): OwnReason {
  const on = track ?? 'enterprise';
  const feeding = ties.filter(
    ({ association, product }) =>
      isEligible(area, on, metric, association) &&
      (product === '' ||
        feedsOf(product, association).some(
          ({ areas, metrics }) => areas.includes(area) && metrics.some((one) => one === metric),
        )),
  );
  const held = [...new Set(ties.map(({ association }) => association))];
  if (feeding.length === 0) return { code: 'association', held };
  const living = feeding.filter(({ status }) => status !== 'expired' && status !== 'cancelled');
  if (living.length === 0) return { code: 'ended' };
  if (area === 'modern-work' && seats !== null) {
    const { least, most } = EDITION.seats[on];
    if (seats < least || (most !== null && seats > most)) return { code: 'seats', seats, least, most };
  }
  return { code: 'may-count', by: [...new Set(living.map(({ association }) => association))] };
}
