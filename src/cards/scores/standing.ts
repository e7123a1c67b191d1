import { QUALIFYING_TOTAL } from '../../domain/scores/areas.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import type { StateColor } from '../kit/head.ts';
import { day, number, type Reader } from '../kit/format.ts';

/** An area's state and total in words: "In progress · 63.5". */
export function standingOf(score: AreaScore, reader: Reader): { text: string; color: StateColor } {
  if (!score.hasFigures) return { text: 'No data', color: 'Default' };
  const total = totalOf(score, reader);
  return score.qualified
    ? { text: `Qualified · ${total}`, color: 'Good' }
    : { text: `In progress · ${total}`, color: 'Default' };
}

/** A total just under 70 is never rounded up to it. */
export function totalOf({ total, missing, ifDistinct }: AreaScore, reader: Reader): string {
  const isShort = missing > 0 && total > QUALIFYING_TOTAL - 0.1;
  return atLeast({ total: isShort ? QUALIFYING_TOTAL - 0.1 : total, ifDistinct }, reader);
}

/** "63.5", or "at least 63.5" where it hangs on which customers the rows are of. */
export function atLeast(
  { total, ifDistinct }: { readonly total: number; readonly ifDistinct: number | null },
  reader: Reader,
): string {
  return ifDistinct === null ? number(total, reader) : `at least ${number(total, reader)}`;
}

/** "data of 20 Oct 2026", or "data of 5 Oct 2026 to 20 Oct 2026" where days differ. @returns undefined without figures */
export function daysOf(areas: readonly AreaScore[], reader: Reader): string | undefined {
  const days = areas
    .flatMap(({ groups }) => groups.flatMap(({ metrics }) => metrics))
    .flatMap(({ asOf }) => (asOf === null ? [] : [asOf]))
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return first === last
    ? `data of ${day(first, reader)}`
    : `data of ${day(first, reader)} to ${day(last, reader)}`;
}

/** What is missing for 70, never rounded down to nothing; "up to" where the total may be more. */
export function missingOf({ missing, ifDistinct }: AreaScore, reader: Reader): string {
  const text = number(missing > 0 ? Math.max(missing, 0.1) : 0, reader);
  return ifDistinct === null ? text : `up to ${text}`;
}
