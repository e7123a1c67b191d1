import { z } from 'zod';
import { Area, Association, METRICS, Metric } from '../../domain/shared/catalogue.ts';
import { GlobalId } from '../../domain/shared/ids.ts';

/** What the cards that explain and plan send back. It comes from the client: no rights follow from it. */

/** A number as a client sends it: a text, or a number; empty or null: left out. */
const Amount = z.union([z.string().max(40), z.number()]).nullish();

/** `more-<metric>`: what there would be in addition; `effort-<metric>`: what one more costs. */
const TYPED = Object.fromEntries(
  METRICS.flatMap((metric) => [
    [`more-${metric}`, Amount],
    [`effort-${metric}`, Amount],
  ]),
);

export const ScoresPlanPress = z.strictObject({
  verb: z.literal('scores.plan'),
  data: z.strictObject({ globalId: GlobalId, area: Area, ...TYPED }),
});

export const ScoresWhyPress = z.strictObject({
  verb: z.literal('scores.why'),
  data: z.strictObject({ globalId: GlobalId, area: Area, metric: Metric.optional() }),
});

export const EligibilityShowPress = z.strictObject({
  verb: z.literal('eligibility.show'),
  data: z.strictObject({ association: Association.optional(), area: Area.optional() }),
});
