import { eligibilityCard } from '../../cards/scores/eligibility.ts';
import { scoresPlanCard } from '../../cards/scores/plan.ts';
import { readPlanTyped } from '../../cards/scores/plan-typed.ts';
import { EligibilityShowPress, ScoresPlanPress, ScoresWhyPress } from '../../cards/scores/press.ts';
import { scoresWhyCard } from '../../cards/scores/why.ts';
import { METRICS } from '../../domain/shared/catalogue.ts';
import { hasAnyRight } from '../../usecases/memberships/any-right.ts';
import { planArea } from '../../usecases/scores/plan.ts';
import { explainArea } from '../../usecases/scores/why.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** The smallest additions that qualify an area, also from numbers that are typed in. */
export const planScoresAction = cardAction({
  verb: 'scores.plan',
  who: 'scores',
  data: ['globalId', 'area'],
  inputs: METRICS.flatMap((metric) => [`more-${metric}`, `effort-${metric}`]),
  schema: ScoresPlanPress,
  changes: false,
  async run({ context, person, reader }, { data }) {
    const { globalId, area } = data;
    const typed = readPlanTyped(data);
    const { more, effort } = typed;
    const found = await planArea(context, person, { globalId, area, more, effort }, reader.now);
    return found.ok ? { card: scoresPlanCard(found.value, typed, reader) } : FORBIDDEN;
  },
});

/** Which customers and people counted, and which did not and why. */
export const whyScoresAction = cardAction({
  verb: 'scores.why',
  who: 'scores',
  data: ['globalId', 'area', 'metric'],
  inputs: [],
  schema: ScoresWhyPress,
  changes: false,
  async run({ context, person, reader }, { data }) {
    const found = await explainArea(context, person, data, reader.now);
    return found.ok ? { card: scoresWhyCard(found.value, reader) } : FORBIDDEN;
  },
});

/** Which association counts for which score. */
export const showEligibilityAction = cardAction({
  verb: 'eligibility.show',
  who: 'everybody',
  data: ['association', 'area'],
  inputs: [],
  schema: EligibilityShowPress,
  changes: false,
  async run({ context, person, reader }, { data }) {
    return (await hasAnyRight(context, person)) ? { card: eligibilityCard(data, reader) } : FORBIDDEN;
  },
});
