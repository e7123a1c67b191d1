import { QUALIFYING_TOTAL } from '../../domain/scores/areas.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import type { AccountView, AreaView } from '../../domain/scores/scoreboard.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { rememberedOf } from '../../domain/shared/remembered-of.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { barChart, type BarChart } from '../kit/bar-chart.ts';
import { dotted } from '../kit/dotted.ts';
import { day, number } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { AREA_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean } from '../kit/text.ts';
import { sparkline } from './sparkline.ts';
import { changeText, daysOf, missingOf, shownTotal, statusOf, totalOf } from './standing.ts';

/** An account as cards name it. */
export interface AccountName {
  readonly globalId: GlobalId;
  readonly name: string;
}

interface OverviewData extends Head {
  readonly summary: Text;
  readonly dataOf: Text;
  readonly areas: readonly (BarChart & {
    readonly name: Text;
    readonly standing: Text;
    readonly standingColor: StateColor;
    /** How it came there, and the change since the last figures; `''` with the first. */
    readonly trend: Text;
    readonly globalId: string;
    readonly area: string;
  })[];
  readonly next: Text;
}

const overview = cardTemplate<OverviewData>('scores-overview');
const none = cardTemplate<Head & { readonly summary: Text; readonly globalId: string }>('scores-none');

const cards = rememberedOf<AdaptiveCard>();

/**
 * The six areas of an account at a glance, each a row to tap. Made once in a language for all who look at the score. Sends
 * back {@link ./show-press.ts}. Without any figures it says when some can be expected.
 */
export function scoresOverviewCard(
  account: AccountName,
  score: AccountView,
  { locale }: Reads,
): AdaptiveCard {
  const { globalId, name } = account;
  return cards(score, JSON.stringify([locale, globalId, name]), () =>
    overviewCard(account, score, { locale }),
  );
}

function overviewCard(account: AccountName, score: AccountView, reader: Reads): AdaptiveCard {
  const kind = say(reader, 'scores.kind');
  const name = clean(account.name);
  if (score.asOf === null) {
    return none(
      {
        ...head(kind, '', account.name, say(reader, 'scores.standing.no-data')),
        summary: say(reader, 'scores.none.fallback', { account: name }),
        globalId: account.globalId,
      },
      reader,
    );
  }
  const qualified = score.areas.filter((area) => area.qualified).length;
  const state = say(reader, 'scores.overview.qualified', {
    qualified: number(qualified, reader),
    all: number(score.areas.length, reader),
  });
  return overview(
    {
      ...head(kind, '', account.name, state, qualified > 0 ? 'Good' : 'Default'),
      summary: say(reader, 'scores.overview.fallback', { account: name, state }),
      dataOf: daysOf(score.areas, reader) ?? say(reader, 'scores.data.of', { day: day(score.asOf, reader) }),
      areas: score.areas.map((area) => areaRow(area, account, reader)),
      next: nextOf(score.areas, reader),
    },
    reader,
  );
}

function areaRow(score: AreaView, { globalId }: AccountName, reader: Reads) {
  const { text, color } = statusOf(score, reader);
  const name = AREA_NAMES[score.area];
  const total = score.hasFigures ? totalOf(score, reader) : NONE;
  return {
    name,
    standing: text,
    standingColor: color,
    trend: dotted(sparkline(score.trend), changeText(score, reader)),
    globalId,
    area: score.area,
    ...barChart(
      {
        value: shownTotal(score),
        max: 100,
        isReached: score.qualified,
        mark: QUALIFYING_TOTAL,
        legend: {
          reached: say(reader, 'scores.chart.reached'),
          before: say(reader, 'scores.chart.below'),
          behind: say(reader, 'scores.chart.enough'),
        },
      },
      {
        chartTitle: score.hasFigures ? say(reader, 'scores.chart.bar', { name, points: total }) : name,
        barName: bold(name),
        barValue: bold(total),
      },
    ),
  };
}

/** The area that needs least, and what an area needs. */
function nextOf(areas: readonly AreaScore[], reader: Reads): Text {
  const [closest] = areas
    .filter((area) => area.hasFigures && !area.qualified)
    .sort((one, two) => one.missing - two.missing || one.zero.length - two.zero.length);
  if (closest === undefined) return say(reader, 'scores.overview.rule');
  const area = bold(AREA_NAMES[closest.area]);
  const zeros = closest.zero.length;
  const points = missingOf(closest);
  if (points === 0) return say(reader, 'scores.overview.closest.zero', { area, zeros });
  const by = closest.ifDistinct === null ? 'short' : 'up-to';
  return zeros === 0
    ? say(reader, `scores.overview.closest.${by}`, { area, points })
    : say(reader, `scores.overview.closest.${by}-and-zero`, { area, points, zeros });
}
