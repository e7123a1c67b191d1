import {
  ACCEPTANCE_PASS_PERCENT,
  acceptanceOf,
  acceptanceRate,
  decidedIn,
  type Quarter,
  type QuarterFigures,
} from '../../domain/referrals/acceptance.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { listOf, percent, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';
import { clean } from '../kit/text.ts';

/** "Q4 2026". */
export function quarterName(quarter: Quarter, reader: Reader): Text {
  const [year = '', name = ''] = quarter.split('-Q');
  return say(reader, 'referrals.rate.quarter', { quarter: clean(name), year: clean(year) });
}

/** Rounded down to a tenth of a percent, so that 79.96 % never reads as the 80 % it is not. */
export function flooredPercent(ratio: number, reader: Reader): Text {
  // A hair above, since 0.8 * 1000 need not be 800 in floating point.
  return percent(Math.floor(ratio * 1_000 + 1e-9) / 1_000, reader);
}

/** The share that the programme asks for. */
export function rateLimit(reader: Reader): Text {
  return percent(ACCEPTANCE_PASS_PERCENT / 100, reader);
}

/** "**78.3%** of 37 decided: 29 accepted, 6 declined and 2 not answered in time." or why there is none. */
export function rateText(figures: QuarterFigures, reader: Reader): Text {
  const rate = acceptanceRate(figures);
  if (rate === undefined) return say(reader, 'referrals.rate.none');
  const { accepted, declined, timedOut } = figures;
  const parts = [
    say(reader, 'referrals.rate.accepted', { count: accepted }),
    ...(declined > 0 ? [say(reader, 'referrals.rate.declined', { count: declined })] : []),
    ...(timedOut > 0 ? [say(reader, 'referrals.rate.timed-out', { count: timedOut })] : []),
  ];
  return say(reader, 'referrals.rate.figures', {
    rate: flooredPercent(rate, reader),
    decided: decidedIn(figures),
    parts: listOf(parts, reader),
  });
}

const COLORS: { readonly [state in ReturnType<typeof acceptanceOf>]: StateColor } = {
  none: 'Default',
  safe: 'Good',
  near: 'Accent',
  under: 'Attention',
};

/** The rate as a head's state: a word with a colour. */
export function rateState(
  figures: QuarterFigures,
  reader: Reader,
): { readonly word: Text; readonly color: StateColor } {
  const state = acceptanceOf(figures);
  const word =
    state === 'under'
      ? say(reader, 'referrals.rate.state.under', { limit: rateLimit(reader) })
      : say(reader, `referrals.rate.state.${state}`);
  return { word, color: COLORS[state] };
}
