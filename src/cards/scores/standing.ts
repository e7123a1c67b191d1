import { QUALIFYING_TOTAL } from '../../domain/scores/areas.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import type { StateColor } from '../kit/head.ts';
import { number, type Reader } from '../kit/format.ts';

/** An area's state and total in words: "In progress · 63.5". */
export function standingOf(score: AreaScore, reader: Reader): { text: string; color: StateColor } {
  if (!score.hasFigures) return { text: 'No data', color: 'Default' };
  const total = totalOf(score, reader);
  return score.qualified
    ? { text: `Qualified · ${total}`, color: 'Good' }
    : { text: `In progress · ${total}`, color: 'Default' };
}

/** A total just under 70 is never rounded up to it. */
export function totalOf({ total, missing }: AreaScore, reader: Reader): string {
  const isShort = missing > 0 && total > QUALIFYING_TOTAL - 0.1;
  return number(isShort ? QUALIFYING_TOTAL - 0.1 : total, reader);
}

/** What is missing for 70, never rounded down to nothing. */
export function missingOf({ missing }: AreaScore, reader: Reader): string {
  return number(missing > 0 ? Math.max(missing, 0.1) : 0, reader);
}
