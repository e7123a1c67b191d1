import { z } from 'zod';
import { asks, type Waiting } from '../../domain/today/waiting.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { rowOf } from './row.ts';

interface TodayData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly nothing: Text;
  readonly rows: readonly {
    readonly what: Text;
    readonly about: Text;
    readonly verb: string;
    readonly data: ActionData;
    /** What a client without Universal Actions sends. */
    readonly submit: ActionData;
  }[];
  readonly more: Text;
  readonly hasRole: boolean;
  readonly isOperator: boolean;
}

/** Rows that a phone shows without much scrolling. */
const MAX_ROWS = 7;

const render = cardTemplate<TodayData>('today');

/**
 * What waits for somebody now, most urgent first; a tap on a row opens it.
 *
 * @param name whom to greet; `''`: nobody
 */
export function todayCard(
  today: { readonly waiting: readonly Waiting[]; readonly hasRole: boolean; readonly isOperator: boolean },
  name: string,
  reader: Reader,
): AdaptiveCard {
  const { waiting, hasRole, isOperator } = today;
  const count = waiting.filter(asks).length;
  const more = waiting.length - MAX_ROWS;
  return render(
    {
      fallbackText: say(reader, 'today.fallback', { count }),
      head: head(
        say(reader, 'today.kind'),
        '',
        name === '' ? say(reader, 'today.subject') : say(reader, 'today.hello', { name: clean(name, 60) }),
        say(reader, 'today.state', { count }),
        count > 0 ? 'Accent' : 'Default',
      ),
      nothing: count > 0 ? NONE : say(reader, 'today.nothing'),
      rows: waiting.slice(0, MAX_ROWS).map((one) => {
        const row = rowOf(one, reader);
        return { ...row, submit: { ...row.data, verb: row.verb } };
      }),
      more: more > 0 ? say(reader, 'today.more', { count: more }) : NONE,
      hasRole,
      isOperator,
    },
    reader,
  );
}

/** What asks for the card again, and for the list of words. */
export const TodayShowPress = z.strictObject({ verb: z.literal('today.show'), data: z.strictObject({}) });
export const HelpShowPress = z.strictObject({ verb: z.literal('help.show'), data: z.strictObject({}) });
