import { NONE, type Text } from '../../words/text.ts';
import type { ActionData } from './action.ts';
import type { StateColor } from './head.ts';

/** A press by a tap on a row. */
export interface Tap {
  readonly verb: string;
  readonly data: ActionData;
  /** What a client without Universal Actions sends. */
  readonly submit: ActionData;
}

/** One entry of a list, which opens by a tap: what `cards/pieces/list-row.json` shows. */
export interface ListRow extends Tap {
  /** A customer mostly. */
  readonly subject: Text;
  /** What a screen reader says of the whole row, so that two of one customer are told apart. Not Markdown. */
  readonly title: Text;
  /** The row's location; `''` where only one is listed. */
  readonly whose: Text;
  readonly about: Text;
  /** What is due or was done, and when. */
  readonly when: Text;
  readonly state: Text;
  readonly color: StateColor;
}

export function tap(verb: string, data: ActionData): Tap {
  return { verb, data, submit: { ...data, verb } };
}

/** What a row leaves out. */
export const BARE = { whose: NONE, about: NONE, when: NONE, state: NONE, color: 'Default' } as const;
