import {
  acceptanceOf,
  acceptanceRate,
  decidedIn,
  type Quarter,
  type QuarterFigures,
} from '../../domain/referrals/acceptance.ts';
import { number, percent, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';

/** "Q4 2026". */
export function quarterName(quarter: Quarter): string {
  return quarter.split('-').toReversed().join(' ');
}

/** Rounded down to a tenth of a percent, so that 79.96 % never reads as the 80 % it is not. */
export function flooredPercent(ratio: number, reader: Reader): string {
  // A hair above, since 0.8 * 1000 need not be 800 in floating point.
  return percent(Math.floor(ratio * 1_000 + 1e-9) / 1_000, reader);
}

/** "**78.3%** of 37 decided: 29 accepted, 6 declined, 2 not answered in time." or why there is none. */
export function rateText(figures: QuarterFigures, reader: Reader): string {
  const rate = acceptanceRate(figures);
  if (rate === undefined)
    return 'Nothing has been decided of this quarter’s offers, so there is no rate yet.';
  const count = (value: number) => number(value, reader);
  const { accepted, declined, timedOut } = figures;
  const parts = [
    `${count(accepted)} accepted`,
    ...(declined > 0 ? [`${count(declined)} declined`] : []),
    ...(timedOut > 0 ? [`${count(timedOut)} not answered in time`] : []),
  ];
  return `**${flooredPercent(rate, reader)}** of ${count(decidedIn(figures))} decided: ${parts.join(', ')}.`;
}

/** The rate as a head's state: a word with a colour. */
export function rateState(figures: QuarterFigures): { readonly word: string; readonly color: StateColor } {
  switch (acceptanceOf(figures)) {
    case 'none':
      return { word: 'Not applicable', color: 'Default' };
    case 'safe':
      return { word: 'Passes', color: 'Good' };
    case 'near':
      return { word: 'One decline away', color: 'Accent' };
    case 'under':
      return { word: 'Under 80%', color: 'Attention' };
  }
}
