import type { MetricGroup } from '../../domain/scores/areas.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import { waysToQualify, type Way } from '../../domain/scores/ways.ts';
import type { Day } from '../../domain/shared/time.ts';
import { bar, type Bar } from '../kit/bar.ts';
import { day, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { AREA_NAMES, METRIC_NAMES, TRACK_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, listed } from '../kit/text.ts';
import { metricLines, stepText } from './metric-lines.ts';
import type { AccountName } from './overview.ts';
import { missingOf, standingOf, totalOf } from './standing.ts';

interface Line {
  readonly text: string;
}

interface AreaData extends Head {
  readonly summary: string;
  readonly dataOf: string;
  readonly groups: readonly {
    readonly group: string;
    readonly metrics: readonly (Bar & {
      readonly name: string;
      readonly points: string;
      readonly details: readonly Line[];
    })[];
  }[];
  readonly notes: readonly Line[];
  readonly verdict: string;
  readonly ways: readonly Line[];
  readonly globalId: string;
}

const GROUP_NAMES: { readonly [group in MetricGroup]: string } = {
  performance: 'PERFORMANCE',
  skilling: 'SKILLING',
  'customer-success': 'CUSTOMER SUCCESS',
};
const MOST_WAYS = 3;

const render = cardTemplate<AreaData>('scores-area');

/**
 * One area of an account: its metrics in the programme's groups, what counted and what did not, and what would bring
 * it to 70. Sends back {@link ./submit.ts}.
 *
 * @param asOf day of the figures; `null`: there are none
 */
export function scoresAreaCard(
  account: AccountName,
  score: AreaScore,
  asOf: Day | null,
  reader: Reader,
): AdaptiveCard {
  const name = AREA_NAMES[score.area];
  const { text, color } = standingOf(score, reader);
  return render({
    ...head('Capability score', account.name, name, text, color),
    summary: `${name} of ${clean(account.name)}: ${text}`,
    dataOf: dataOf(score, asOf, reader),
    groups: score.groups.map(({ group, metrics }) => ({
      group: GROUP_NAMES[group],
      metrics: metrics.map((metric) => ({
        name: METRIC_NAMES[metric.metric],
        points: `**${number(metric.points, reader)}** of ${number(metric.rule.max, reader)}`,
        ...bar(metric.points / metric.rule.max, metric.points >= metric.rule.max),
        details: lines(metricLines(metric, score.belowOne.includes(metric.metric), reader)),
      })),
    })),
    notes: lines(score.unscored.map((metric) => `${METRIC_NAMES[metric]} are not scored in this area.`)),
    verdict: verdictOf(score, reader),
    ways: lines(waysOf(score, reader)),
    globalId: account.globalId,
  });
}

function dataOf({ track, other }: AreaScore, asOf: Day | null, reader: Reader): string {
  const parts = [
    track === null ? '' : `${TRACK_NAMES[track]} track`,
    asOf === null ? 'no data yet' : `data of ${day(asOf, reader)}`,
    other === null ? '' : `${TRACK_NAMES[other.track]} would give ${number(other.total, reader)}`,
  ].filter((part) => part !== '');
  const text = parts.join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function verdictOf(score: AreaScore, reader: Reader): string {
  const total = totalOf(score, reader);
  if (score.qualified) return `${total} points: qualified`;
  const zero = listed(score.zero.map((metric) => METRIC_NAMES[metric].toLowerCase()));
  if (score.missing > 0) return `${total} points: ${missingOf(score, reader)} short of 70`;
  return `${total} points, but ${zero} at zero`;
}

function waysOf(score: AreaScore, reader: Reader): readonly string[] {
  if (score.qualified) return ['70 or more, and every metric above zero.'];
  const ways = waysToQualify(score).slice(0, MOST_WAYS);
  const zeros = score.zero.length > 0 ? ['No total qualifies while a metric is at zero.'] : [];
  const intro = ways.length === 1 ? 'One way there, if the rest stays:' : 'Ways there, if the rest stays:';
  return [...zeros, intro, ...ways.map((way) => wayText(way, reader))];
}

function wayText({ steps, total }: Way, reader: Reader): string {
  return `• ${listed(steps.map((step) => stepText(step, reader)))}, to ${number(total, reader)}`;
}

function lines(texts: readonly string[]): readonly Line[] {
  return texts.map((text) => ({ text }));
}
