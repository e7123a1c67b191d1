import { QUALIFYING_TOTAL } from '../../domain/scores/areas.ts';
import type { AreaState } from '../../domain/scores/designation.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import type { AreaView } from '../../domain/scores/scoreboard.ts';
import { changeOf } from '../../domain/scores/trend.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import type { StateColor } from '../kit/head.ts';
import { day, number, signed } from '../kit/format.ts';

/** An area's state and total in words: "In progress · 63.5". */
export function standingOf(
  score: AreaScore & { readonly state?: AreaState },
  reader: Reads,
): { text: Text; color: StateColor } {
  const { text, color } = statusOf(score, reader);
  return { text: dotted(text, score.hasFigures ? totalOf(score, reader) : NONE), color };
}

/** An area's state in words: "In progress". */
export function statusOf(
  score: AreaScore & { readonly state?: AreaState },
  reader: Reads,
): { text: Text; color: StateColor } {
  const { status } = score.state ?? plainState(score);
  return { text: say(reader, `scores.standing.${status}`), color: colorOf(score, status) };
}

/** Of a score that is only supposed: nobody is enrolled by it. */
function plainState({ hasFigures, qualified }: AreaScore): Pick<AreaState, 'status'> {
  return { status: !hasFigures ? 'no-data' : qualified ? 'qualified' : 'in-progress' };
}

function colorOf({ state }: { readonly state?: AreaState }, status: AreaState['status']): StateColor {
  switch (status) {
    case 'no-data':
    case 'in-progress':
      return 'Default';
    case 'qualified':
    case 'enrolled':
      return 'Good';
    case 'renewal-due':
      return state?.status === 'renewal-due' && state.ready ? 'Accent' : 'Attention';
  }
}

/** What follows from the state, and until when; none where it says all itself. */
export function stateLine({ state }: Pick<AreaView, 'state'>, reader: Reads): readonly Text[] {
  switch (state.status) {
    case 'no-data':
    case 'in-progress':
      return [];
    case 'qualified':
      return state.until === null
        ? []
        : [say(reader, 'scores.area.window-until', { day: day(state.until, reader) })];
    case 'enrolled':
      return [say(reader, 'scores.area.enrolled', { day: day(state.anniversary, reader) })];
    case 'renewal-due': {
      const key = state.ready ? 'scores.area.renewal-ready' : 'scores.area.renewal-short';
      return [say(reader, key, { day: day(state.until, reader) })];
    }
  }
}

/** "+6.5 since 20 Sep 2026"; `''` with the first figures. */
export function changeText({ trend }: Pick<AreaView, 'trend'>, reader: Reads): Text {
  const change = changeOf(trend);
  if (change === null) return NONE;
  const since = day(change.since, reader);
  return Math.abs(change.points) < 0.05
    ? say(reader, 'scores.area.unchanged', { day: since })
    : say(reader, 'scores.area.change', { change: signed(change.points, reader), day: since });
}

/** "63.5", or "at least 63.5" where it hangs on which customers the rows are of. */
export function totalOf(score: AreaScore, reader: Reads): Text {
  return atLeast(sureTotalOf(score, reader), score, reader);
}

/** The total that is sure. Just under 70 it is never rounded up to it. */
export function sureTotalOf({ total, missing }: Pick<AreaScore, 'total' | 'missing'>, reader: Reads): Text {
  return number(shownTotal({ total, missing }), reader);
}

/** As it is drawn and said. */
export function shownTotal({ total, missing }: Pick<AreaScore, 'total' | 'missing'>): number {
  const isShort = missing > 0 && total > QUALIFYING_TOTAL - 0.1;
  return isShort ? QUALIFYING_TOTAL - 0.1 : Math.round(total * 10) / 10;
}

/** Points, with "at least" where it hangs on which customers the rows are of. */
export function atLeast(
  points: Text,
  { ifDistinct }: { readonly ifDistinct: number | null },
  reader: Reads,
): Text {
  return ifDistinct === null ? points : say(reader, 'scores.at-least', { points });
}

/** "Data of 20 Oct 2026", or "Data of 5 Oct 2026 to 20 Oct 2026" where days differ. @returns undefined without figures */
export function daysOf(areas: readonly AreaScore[], reader: Reads): Text | undefined {
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
