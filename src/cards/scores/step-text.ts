import type { Unit } from '../../domain/scores/edition.ts';
import type { PlanStep } from '../../domain/scores/growth.ts';
import type { Metric } from '../../domain/shared/catalogue.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { number } from '../kit/format.ts';
import { ASSOCIATION_NAMES } from '../kit/labels.ts';

/** "2 more deployments by CPOR (+10)". */
export function stepText(step: PlanStep, reader: Reads): Text {
  const what = moreText(step.metric, step.unit, step.more, reader);
  const by =
    step.association === null
      ? what
      : say(reader, 'planning.more.by', { what, association: ASSOCIATION_NAMES[step.association] });
  return say(reader, 'planning.plan.step', { what: by, points: number(step.points, reader) });
}

/** "3 more customers", "1 more person with an advanced certification". */
export function moreText(metric: Metric, unit: Unit, count: number, reader: Reads): Text {
  if (metric === 'intermediate-certifications') return say(reader, 'planning.more.intermediate', { count });
  if (metric === 'advanced-certifications') return say(reader, 'planning.more.advanced', { count });
  return say(reader, `planning.more.${unit === 'people' ? 'customers' : unit}`, { count });
}
