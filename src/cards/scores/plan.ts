import type { MetricScore } from '../../domain/scores/metric.ts';
import { BY_COUNT, type Plan, type Planned } from '../../domain/scores/plan.ts';
import type { AreaState } from '../../domain/scores/designation.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import type { Metric } from '../../domain/shared/catalogue.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { listOf, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { AREA_NAMES, metricInText, metricName } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import type { AccountName } from './overview.ts';
import type { PlanTyped } from './plan-typed.ts';
import { standingOf, totalOf } from './standing.ts';
import { stepText } from './step-text.ts';

interface NumberInput {
  readonly id: string;
  readonly label: Text;
  readonly value: string;
}

interface PlanData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly plans: readonly { readonly intro: Text; readonly steps: readonly Text[]; readonly total: Text }[];
  readonly notes: readonly Text[];
  readonly wrong: Text;
  readonly more: readonly NumberInput[];
  readonly effort: readonly NumberInput[];
  readonly globalId: GlobalId;
  readonly area: string;
}

const render = cardTemplate<PlanData>('scores-plan');

/** What would qualify an area, and a form to try other numbers. Sends back {@link ./press.ts}. */
export function scoresPlanCard(
  {
    account,
    score,
    after,
    planned,
  }: {
    readonly account: AccountName;
    readonly score: AreaScore & { readonly state?: AreaState };
    readonly after: AreaScore | undefined;
    readonly planned: Planned;
  },
  typed: PlanTyped,
  reader: Reader,
): AdaptiveCard {
  const from = after ?? score;
  const { text, color } = standingOf(from, reader);
  const metrics = score.groups.flatMap((group) => group.metrics);
  const area = AREA_NAMES[score.area];
  const lines = [
    say(reader, 'planning.plan.now', { total: totalOf(score, reader) }),
    ...(after === undefined ? [] : [say(reader, 'planning.plan.after', { total: totalOf(after, reader) })]),
    ...(score.hasFigures ? [] : [say(reader, 'planning.plan.no-figures')]),
    ...verdictOf(planned, from, reader),
  ];
  return render(
    {
      fallbackText: say(reader, 'planning.plan.fallback', { area, verdict: lines.at(-1) ?? NONE }),
      head: head(say(reader, 'planning.plan.kind'), account.name, AREA_NAMES[score.area], text, color),
      lines,
      plans: planned.qualified ? [] : planned.plans.map((plan, at) => planShown(plan, at, reader)),
      notes: planned.qualified ? [] : notesOf(planned.plans, from, metrics, reader),
      wrong: typed.wrong.length === 0 ? NONE : say(reader, 'planning.plan.number-error'),
      more: inputs('more', metrics, typed, () => '', reader),
      effort: inputs('effort', metrics, typed, (metric) => String(BY_COUNT[metric] ?? ''), reader),
      globalId: account.globalId,
      area: score.area,
    },
    reader,
  );
}

function verdictOf(planned: Planned, from: AreaScore, reader: Reader): readonly Text[] {
  if (planned.qualified) {
    return [say(reader, 'planning.plan.qualified', { total: totalOf(from, reader) })];
  }
  if (!('stuck' in planned)) return [];
  const { zero, most } = planned.stuck;
  if (zero.length === 0) {
    return [say(reader, 'planning.plan.stuck-room', { most: number(most, reader) })];
  }
  const metrics = listOf(
    zero.map((metric) => metricInText(metric, reader)),
    reader,
  );
  return [say(reader, 'planning.plan.stuck-zero', { metrics })];
}

function planShown({ steps, total }: Plan, at: number, reader: Reader) {
  return {
    intro: say(reader, at === 0 ? 'planning.plan.least' : 'planning.plan.or'),
    steps: steps.map((step) => stepText(step, reader)),
    total: say(reader, 'planning.plan.total', { total: number(total, reader) }),
  };
}

function notesOf(
  plans: readonly Plan[],
  from: AreaScore,
  metrics: readonly MetricScore[],
  reader: Reader,
): readonly Text[] {
  const grown = new Set(plans.flatMap(({ steps }) => steps.map(({ metric }) => metric)));
  const first = metrics.flatMap(({ metric, points, rule }) =>
    grown.has(metric) && points <= 0 && rule.prerequisite !== undefined
      ? [
          say(reader, 'planning.plan.first', {
            metric: metricInText(metric, reader),
            what: say(reader, `scores.prerequisite.${rule.prerequisite}`),
          }),
        ]
      : [],
  );
  const sure = from.ifDistinct === null ? [] : [say(reader, 'planning.plan.sure')];
  return [...first, ...sure, say(reader, 'planning.plan.caveat')];
}

function inputs(
  prefix: 'more' | 'effort',
  metrics: readonly MetricScore[],
  { typed }: PlanTyped,
  initial: (metric: Metric) => string,
  reader: Reader,
): readonly NumberInput[] {
  const isUntouched = !Object.keys(typed).some((input) => input.startsWith(prefix));
  return metrics.map(({ metric }) => ({
    id: `${prefix}-${metric}`,
    label: metricName(metric, reader),
    value: clean(typed[`${prefix}-${metric}`] ?? (isUntouched ? initial(metric) : '')),
  }));
}
