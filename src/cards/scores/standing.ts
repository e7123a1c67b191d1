import { QUALIFYING_TOTAL } from '../../domain/scores/areas.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import type { StateColor } from '../kit/head.ts';
import { day, number, type Reader } from '../kit/format.ts';

/** An area's state and total in words: "In progress · 63.5". */
export function standingOf(score: AreaScore, reader: Reader): { text: Text; color: StateColor } {
  if (!score.hasFigures) return { text: say(reader, 'scores.standing.no-data'), color: 'Default' };
  const total = totalOf(score, reader);
  return score.qualified
    ? { text: dotted(say(reader, 'scores.standing.qualified'), total), color: 'Good' }
    : { text: dotted(say(reader, 'scores.standing.in-progress'), total), color: 'Default' };
}

/** "63.5", or "at least 63.5" where it hangs on which customers the rows are of. */
export function totalOf(score: AreaScore, reader: Reader): Text {
  return atLeast(sureTotalOf(score, reader), score, reader);
}

/** The total that is sure. Just under 70 it is never rounded up to it. */
export function sureTotalOf({ total, missing }: AreaScore, reader: Reader): Text {
  const isShort = missing > 0 && total > QUALIFYING_TOTAL - 0.1;
  return number(isShort ? QUALIFYING_TOTAL - 0.1 : total, reader);
}

/** Points, with "at least" where it hangs on which customers the rows are of. */
export function atLeast(
  points: Text,
  { ifDistinct }: { readonly ifDistinct: number | null },
  reader: Reader,
): Text {
  return ifDistinct === null ? points : say(reader, 'scores.at-least', { points });
}

/** "Data of 20 Oct 2026", or "Data of 5 Oct 2026 to 20 Oct 2026" where days differ. @returns undefined without figures */
export function daysOf(areas: readonly AreaScore[], reader: Reader): Text | undefined {
  const days = areas
    .flatMap(({ groups }) => groups.flatMap(({ metrics }) => metrics))
    .flatMap(({ asOf }) => (asOf === null ? [] : [asOf]))
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return first === last
    ? say(reader, 'scores.data.of', { day: day(first, reader) })
    : say(reader, 'scores.data.range', { first: day(first, reader), last: day(last, reader) });
}

/** What is missing for 70, to one decimal, never rounded down to nothing; the most it can be where the total may be more. */
export function missingOf({ missing }: AreaScore): number {
  return missing > 0 ? Math.max(Math.round(missing * 10) / 10, 0.1) : 0;
}
