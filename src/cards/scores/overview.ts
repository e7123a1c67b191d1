import type { AccountScore, AreaScore } from '../../domain/scores/score.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { bar, type Bar } from '../kit/bar.ts';
import { day, number, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { AREA_NAMES, AREA_SHORT_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { capitalised, clean, listed } from '../kit/text.ts';
import { daysOf, missingOf, standingOf } from './standing.ts';

/** An account as cards name it. */
export interface AccountName {
  readonly globalId: GlobalId;
  readonly name: string;
}

interface OverviewData extends Head {
  readonly summary: string;
  readonly dataOf: string;
  readonly areas: readonly (Bar & {
    readonly name: string;
    readonly standing: string;
    readonly standingColor: StateColor;
  })[];
  readonly next: string;
  readonly rows: readonly {
    readonly buttons: readonly { readonly title: string; readonly globalId: string; readonly area: string }[];
  }[];
}

/** Two beside each other fit a phone; three area names do not. */
const BUTTONS_IN_A_ROW = 2;

const overview = cardTemplate<OverviewData>('scores-overview');
const none = cardTemplate<Head & { summary: string; globalId: string }>('scores-none');

/**
 * The six areas of an account at a glance, with a button each. Sends back {@link ./submit.ts}.
 * Without any figures it says when some can be expected.
 */
export function scoresOverviewCard(account: AccountName, score: AccountScore, reader: Reader): AdaptiveCard {
  const name = clean(account.name);
  if (score.asOf === null) {
    return none({
      ...head('Capability score', '', account.name, 'No data'),
      summary: `No capability score for ${name} yet`,
      globalId: account.globalId,
    });
  }
  const qualified = score.areas.filter((area) => area.qualified);
  const state = `${qualified.length} of ${score.areas.length} qualified`;
  return overview({
    ...head('Capability score', '', account.name, state, qualified.length > 0 ? 'Good' : 'Default'),
    summary: `Capability score of ${name}: ${state}`,
    dataOf: capitalised(daysOf(score.areas, reader) ?? `data of ${day(score.asOf, reader)}`),
    areas: score.areas.map((area) => areaRow(area, reader)),
    next: nextOf(score.areas, reader),
    rows: inRows(
      score.areas.map(({ area }) => ({ title: AREA_SHORT_NAMES[area], globalId: account.globalId, area })),
    ),
  });
}

function areaRow(score: AreaScore, reader: Reader) {
  const { text, color } = standingOf(score, reader);
  return {
    name: AREA_NAMES[score.area],
    standing: text,
    standingColor: color,
    ...bar(score.total / 100, score.qualified),
  };
}

/** The area that needs least, and what an area needs. */
function nextOf(areas: readonly AreaScore[], reader: Reader): string {
  const [closest] = areas
    .filter((area) => area.hasFigures && !area.qualified)
    .sort((one, two) => one.missing - two.missing || one.zero.length - two.zero.length);
  const rule = 'An area qualifies with 70 points and no metric at zero.';
  if (closest === undefined) return rule;
  const points = closest.missing > 0 ? `${missingOf(closest, reader)} points short` : '';
  const zeros = closest.zero.length;
  const metrics = zeros > 0 ? `${number(zeros, reader)} ${zeros === 1 ? 'metric' : 'metrics'} at zero` : '';
  const needs = listed([points, metrics].filter((part) => part !== ''));
  return `Closest: **${AREA_NAMES[closest.area]}**, ${needs}. ${rule}`;
}

function inRows<T>(buttons: readonly T[]): readonly { buttons: readonly T[] }[] {
  const count = Math.ceil(buttons.length / BUTTONS_IN_A_ROW);
  return Array.from({ length: count }, (_, row) => ({
    buttons: buttons.slice(row * BUTTONS_IN_A_ROW, (row + 1) * BUTTONS_IN_A_ROW),
  }));
}
