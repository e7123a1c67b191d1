import type { MetricGroup } from '../../domain/scores/areas.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import { waysToQualify, type Way } from '../../domain/scores/ways.ts';
import { bar, type Bar } from '../kit/bar.ts';
import { number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { AREA_NAMES, METRIC_NAMES, TRACK_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { capitalised, clean, listed } from '../kit/text.ts';
import { metricLines, pointsText, stepText } from './metric-lines.ts';
import type { AccountName } from './overview.ts';
import { atLeast, daysOf, missingOf, standingOf, totalOf } from './standing.ts';

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
  readonly area: string;
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
 * it to 70; each metric with the day of its figures. Sends back {@link ./submit.ts}.
 */
export function scoresAreaCard(account: AccountName, score: AreaScore, reader: Reader): AdaptiveCard {
  const name = AREA_NAMES[score.area];
  const { text, color } = standingOf(score, reader);
  return render(
    {
      ...head('Capability score', account.name, name, text, color),
      summary: `${name} of ${clean(account.name)}: ${text}`,
      dataOf: dataOf(score, reader),
      groups: score.groups.map(({ group, metrics }) => ({
        group: GROUP_NAMES[group],
        metrics: metrics.map((metric) => ({
          name: METRIC_NAMES[metric.metric],
          points: pointsText(metric, reader),
          ...bar(metric.points / metric.rule.max, metric.points >= metric.rule.max),
          details: lines(metricLines(metric, score.belowOne.includes(metric.metric), reader)),
        })),
      })),
      notes: lines(score.unscored.map((metric) => `${METRIC_NAMES[metric]} are not scored in this area.`)),
      verdict: capitalised(verdictOf(score, reader)),
      ways: lines(waysOf(score, reader)),
      globalId: account.globalId,
      area: score.area,
    },
    reader,
  );
}

function dataOf(score: AreaScore, reader: Reader): string {
  const { track, other } = score;
  const parts = [
    track === null ? '' : `${TRACK_NAMES[track]} track`,
    daysOf([score], reader) ?? 'no data yet',
    other === null ? '' : `${TRACK_NAMES[other.track]} would give ${atLeast(other, reader)}`,
  ].filter((part) => part !== '');
  return capitalised(parts.join(' · '));
}

function verdictOf(score: AreaScore, reader: Reader): string {
  const total = totalOf(score, reader);
  if (score.qualified) return `${total} points: qualified`;
  const zero = listed(score.zero.map((metric) => METRIC_NAMES[metric].toLowerCase()));
  if (score.missing > 0)
    return `${total} points: ${missingOf(score, reader)} short of 70${ifDistinct(score, reader)}`;
  return `${total} points, but ${zero} at zero`;
}

/** What the total would be if no customer stands in several rows of a metric. */
function ifDistinct(score: AreaScore, reader: Reader): string {
  return score.ifDistinct === null ? '' : `, ${number(score.ifDistinct, reader)} if the customers differ`;
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
