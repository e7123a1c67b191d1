import type { MetricScore } from '../../domain/scores/metric.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import type { AreaView } from '../../domain/scores/scoreboard.ts';
import { BY_COUNT, planToQualify, type Plan } from '../../domain/scores/plan.ts';
import { rememberedOf } from '../../domain/shared/remembered-of.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { barChart, type BarChart } from '../kit/bar-chart.ts';
import { dotted } from '../kit/dotted.ts';
import { listOf, number } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { AREA_NAMES, metricInText, metricName, trackName } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { aboutLines } from './about.ts';
import { scoreChart, type ScoreChart } from './chart.ts';
import { metricLines, pointsText } from './metric-lines.ts';
import type { AccountName } from './overview.ts';
import { atLeast, changeText, daysOf, missingOf, standingOf, stateLine, sureTotalOf } from './standing.ts';
import { stepText } from './step-text.ts';

interface Line {
  readonly text: Text;
}

interface AreaData extends Head {
  readonly summary: Text;
  readonly dataOf: Text;
  readonly charts: readonly ScoreChart[];
  /** The change since the last figures, and what follows from the state. */
  readonly facts: readonly Line[];
  readonly groups: readonly {
    readonly group: Text;
    readonly metrics: readonly (BarChart & { readonly details: readonly Line[] })[];
  }[];
  readonly notes: readonly Line[];
  readonly verdict: Text;
  readonly ways: readonly Line[];
  readonly about: readonly Line[];
  readonly globalId: string;
  readonly area: string;
}

const MAX_WAYS = 3;

const render = cardTemplate<AreaData>('scores-area');

const cards = rememberedOf<AdaptiveCard>();

/**
 * One area of an account: its total against 70 and how it came there, its metrics in the programme's groups, what counted and what did not, and what would bring
 * it to 70; each metric with the day of its figures. Made once in a language for all who look at the score. Sends back {@link ./press.ts}.
 */
export function scoresAreaCard(account: AccountName, score: AreaView, { locale }: Reads): AdaptiveCard {
  const { globalId, name } = account;
  return cards(score, JSON.stringify([locale, globalId, name]), () => areaCard(account, score, { locale }));
}

function areaCard(account: AccountName, score: AreaView, reader: Reads): AdaptiveCard {
  const name = AREA_NAMES[score.area];
  const { text, color } = standingOf(score, reader);
  return render(
    {
      ...head(say(reader, 'scores.kind'), account.name, name, text, color),
      summary: say(reader, 'scores.area.fallback', {
        area: name,
        account: clean(account.name),
        standing: text,
      }),
      dataOf: dataOf(score, reader),
      charts: scoreChart(score, reader),
      facts: lines([changeText(score, reader), ...stateLine(score, reader)].filter((line) => line !== '')),
      groups: score.groups.map(({ group, metrics }) => ({
        group: say(reader, `scores.area.group.${group}`),
        metrics: metrics.map((metric) => ({
          ...metricBar(metric, reader),
          details: lines(metricLines(metric, score.belowOne.includes(metric.metric), reader)),
        })),
      })),
      notes: lines(
        score.unscored.map((metric) =>
          say(reader, 'scores.area.unscored', { metric: metricName(metric, reader) }),
        ),
      ),
      verdict: verdictOf(score, reader),
      ways: lines(waysOf(score, reader)),
      about: lines(aboutLines(score, reader)),
      globalId: account.globalId,
      area: score.area,
    },
    reader,
  );
}

function metricBar(metric: MetricScore, reader: Reads): BarChart {
  const { points, rule } = metric;
  const name = metricName(metric.metric, reader);
  return barChart(
    {
      value: points,
      max: rule.max,
      isReached: points >= rule.max,
      legend: {
        reached: say(reader, 'scores.chart.reached'),
        behind: say(reader, 'scores.chart.open'),
      },
    },
    {
      chartTitle: say(reader, 'scores.chart.bar', {
        name,
        points: atLeast(number(points, reader), metric, reader),
      }),
      barName: name,
      barValue: pointsText(metric, reader),
    },
  );
}

function dataOf(score: AreaScore, reader: Reads): Text {
  const { track, other } = score;
  return dotted(
    track === null ? NONE : say(reader, 'scores.area.track', { track: trackName(track, reader) }),
    daysOf([score], reader) ?? say(reader, 'scores.data.none'),
    other === null
      ? NONE
      : say(reader, 'scores.area.other-track', {
          track: trackName(other.track, reader),
          points: atLeast(number(other.total, reader), other, reader),
        }),
  );
}

function verdictOf(score: AreaScore, reader: Reads): Text {
  const { qualified, missing, ifDistinct } = score;
  const total = sureTotalOf(score, reader);
  if (qualified) {
    const key =
      ifDistinct === null ? 'scores.area.verdict.qualified' : 'scores.area.verdict.qualified-at-least';
    return say(reader, key, { total });
  }
  if (missing > 0) {
    const short = { total, missing: number(missingOf(score), reader) };
    return ifDistinct === null
      ? say(reader, 'scores.area.verdict.short', short)
      : say(reader, 'scores.area.verdict.short-at-least', { ...short, distinct: number(ifDistinct, reader) });
  }
  const metrics = listOf(
    score.zero.map((metric) => metricInText(metric, reader)),
    reader,
  );
  const key = ifDistinct === null ? 'scores.area.verdict.zero' : 'scores.area.verdict.zero-at-least';
  return say(reader, key, { total, metrics });
}

function waysOf(score: AreaScore, reader: Reads): readonly Text[] {
  const planned = planToQualify(score, BY_COUNT, MAX_WAYS);
  if (planned.qualified) return [say(reader, 'scores.area.qualified')];
  const ways = planned.plans;
  return [
    ...(score.zero.length > 0 ? [say(reader, 'scores.area.zero')] : []),
    say(reader, 'scores.area.ways', { count: ways.length }),
    ...ways.map((way) => wayText(way, reader)),
  ];
}

function wayText({ steps, total }: Plan, reader: Reads): Text {
  return say(reader, 'scores.area.way', {
    steps: listOf(
      steps.map((step) => stepText(step, reader)),
      reader,
    ),
    total: number(total, reader),
  });
}

function lines(texts: readonly Text[]): readonly Line[] {
  return texts.map((text) => ({ text }));
}
