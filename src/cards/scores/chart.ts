import { QUALIFYING_TOTAL } from '../../domain/scores/areas.ts';
import type { AreaView } from '../../domain/scores/scoreboard.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { day, number, plainNumber, shortDay } from '../kit/format.ts';
import { AREA_NAMES } from '../kit/labels.ts';
import { sentences } from '../kit/sentences.ts';
import { draw } from '../pictures/draw.ts';
import { scorePicture, type ScoreDrawn } from '../pictures/score-picture.ts';
import { THEMES } from '../pictures/theme.ts';
import { shownTotal, sureTotalOf } from './standing.ts';

/** Days that a line shows: a year of monthly figures. */
const MAX_DAYS = 12;

/** What the charts of an area are filled with, and the picture for clients that have none. */
export interface ScoreChart {
  readonly title: Text;
  readonly total: number;
  readonly light: string;
  readonly dark: string;
  /** What the picture shows, in words. */
  readonly altText: Text;
  /** Empty with fewer than two days: then there is no line. */
  readonly lines: readonly {
    readonly title: Text;
    readonly points: readonly { readonly x: string; readonly y: number }[];
    readonly goal: readonly { readonly x: string; readonly y: number }[];
  }[];
}

/** @returns nothing to draw where there are no figures */
export function scoreChart(view: AreaView, reader: Reads): readonly ScoreChart[] {
  if (!view.hasFigures) return [];
  const total = shownTotal(view);
  const title = say(reader, 'scores.chart.title', {
    area: AREA_NAMES[view.area],
    total: sureTotalOf(view, reader),
  });
  const points = view.trend.slice(-MAX_DAYS).map((one) => ({ x: one.asOf, y: oneDecimal(one.total) }));
  const goal = points.map(({ x }) => ({ x, y: QUALIFYING_TOTAL }));
  const drawn: ScoreDrawn = {
    total,
    qualified: view.qualified,
    figure: plainNumber(total, reader),
    trend: points.map(({ x, y }) => ({ day: shortDay(x, reader), total: y })),
  };
  return [
    {
      title,
      total,
      light: draw(scorePicture(drawn, THEMES.light)),
      dark: draw(scorePicture(drawn, THEMES.dark)),
      altText: altText(view, points, reader),
      lines: points.length < 2 ? [] : [{ title, points, goal }],
    },
  ];
}

function altText(
  view: AreaView,
  points: readonly { readonly x: string; readonly y: number }[],
  reader: Reads,
): Text {
  const total = say(reader, 'scores.picture.total', { total: sureTotalOf(view, reader) });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return total;
  const trend = say(reader, 'scores.picture.trend', {
    from: number(first.y, reader),
    first: day(first.x, reader),
    to: number(last.y, reader),
    last: day(last.x, reader),
  });
  return sentences(reader, total, trend);
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
