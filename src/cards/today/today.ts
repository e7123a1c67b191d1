import { z } from 'zod';
import type { Capacity } from '../../domain/memberships/capacity.ts';
import { asks, type ScoredArea, type Waiting } from '../../domain/today/waiting.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { BARE, tap, type ListRow } from '../kit/list-row.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { rowOf, scoreRow, type TodayRow } from './row.ts';

interface TodayData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly rows: readonly ListRow[];
  readonly more: Text;
  readonly small: Text;
  /** Most used first, three at most; the list of all words comes behind them. */
  readonly quick: readonly { readonly title: Text; readonly verb: string }[];
}

/** Why it is shown: somebody asks, it is Monday morning, or they have never heard of Porter before. */
export type TodayOccasion = 'asked' | 'week' | 'welcome';

/** Rows that a phone shows without much scrolling. */
const MAX_ROWS = 7;
const MAX_QUICK = 3;

const render = cardTemplate<TodayData>('today');

/**
 * What waits for somebody now, most urgent first; a tap on a row opens it. Where nothing asks for an answer it says so, and
 * shows how they stand.
 *
 * @param name whom to greet, by the first word of it; `''`: nobody
 */
export function todayCard(
  today: {
    readonly waiting: readonly Waiting[];
    readonly scores: readonly ScoredArea[];
    readonly capacities: ReadonlySet<Capacity>;
  },
  name: string,
  reader: Reader,
  occasion: TodayOccasion = 'asked',
): AdaptiveCard {
  const { waiting, scores, capacities } = today;
  const count = waiting.filter(asks).length;
  const rows = [
    ...waiting.map((one) => rowOf(one, reader)),
    ...(count > 0 ? [] : scores.map((area) => scoreRow(area, reader))),
  ];
  const more = rows.length - MAX_ROWS;
  const lines = [
    occasion === 'welcome' ? purpose(capacities, reader) : NONE,
    count > 0 ? NONE : say(reader, 'today.nothing'),
  ];
  return render(
    {
      fallbackText: say(reader, 'today.fallback', { count }),
      head: headOf(count, name, reader, occasion),
      lines: lines.filter((line) => line !== ''),
      rows: rows.slice(0, MAX_ROWS).map(listRow),
      more: more > 0 ? say(reader, 'today.more', { count: more }) : NONE,
      small: occasion === 'week' ? say(reader, 'today.week.off') : NONE,
      quick: quickActions(capacities, reader),
    },
    reader,
  );
}

function listRow({ what, about, verb, data }: TodayRow): ListRow {
  return { ...BARE, subject: what, title: what, about, ...tap(verb, data) };
}

function headOf(count: number, name: string, reader: Reader, occasion: TodayOccasion): Head {
  const [first = ''] = name.split(' ');
  const key = occasion === 'welcome' ? 'today.welcome' : 'today.hello';
  return head(
    say(reader, occasion === 'week' ? 'today.week' : 'today.kind'),
    '',
    first === '' ? say(reader, 'today.subject') : say(reader, key, { name: clean(first, 60) }),
    say(reader, 'today.state', { count }),
    count > 0 ? 'Accent' : 'Default',
  );
}

function purpose(capacities: ReadonlySet<Capacity>, reader: Reader): Text {
  return say(reader, capacities.has('role') ? 'chat.purpose.role' : 'chat.purpose.operator');
}

/** What somebody of that capacity opens most. */
const QUICK = [
  { who: 'operator', key: 'today.operations', verb: 'operations.show' },
  { who: 'role', key: 'today.scores', verb: 'scores.show' },
  { who: 'incentive-role', key: 'today.claims', verb: 'claims.list' },
  { who: 'role', key: 'today.list', verb: 'referrals.list' },
] as const;

function quickActions(capacities: ReadonlySet<Capacity>, reader: Reader): TodayData['quick'] {
  return QUICK.filter(({ who }) => capacities.has(who))
    .slice(0, MAX_QUICK)
    .map(({ key, verb }) => ({ title: say(reader, key), verb }));
}

/** What asks for the card again. */
export const TodayShowPress = z.strictObject({ verb: z.literal('today.show'), data: z.strictObject({}) });
