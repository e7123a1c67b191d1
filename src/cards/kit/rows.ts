import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { ActionData } from './action.ts';
import { number, type Reader } from './format.ts';
import type { Head, StateColor } from './head.ts';
import { cardTemplate, type AdaptiveCard } from './template.ts';

/** What is said of one thing, and the press that does something about it: what `cards/pieces/row.json` shows. */
export interface Row {
  readonly text: Text;
  /** Smaller, below. */
  readonly lines: readonly Text[];
  /** `''`: none. */
  readonly state: Text;
  readonly color: StateColor;
  /** At most one. */
  readonly taps: readonly Tap[];
}

/** A press, and as a client without Universal Actions sends it. */
export interface Tap {
  readonly title: Text;
  readonly verb: string;
  readonly data: ActionData;
  readonly submit: ActionData;
}

/** What fills `cards/rows.json`. */
export interface RowsCard {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly sections: readonly { readonly title: Text; readonly rows: readonly Row[] }[];
  /** Smaller, at the end. */
  readonly small: readonly Text[];
  /** At most six. */
  readonly buttons: readonly Tap[];
}

const render = cardTemplate<RowsCard>('rows');

/** Things one below the other, in sections; those without rows are left out. */
export function rowsCard(card: RowsCard, reader: Reads): AdaptiveCard {
  return render({ ...card, sections: card.sections.filter(({ rows }) => rows.length > 0) }, reader);
}

export function tap(title: Text, verb: string, data: ActionData): Tap {
  return { title, verb, data, submit: { ...data, verb } };
}

/** Steps that are to be taken one after the other. */
export function numbered(steps: readonly Text[], reader: Reader): readonly Row[] {
  return steps.map((step, at) =>
    row(say(reader, 'dpor.request.step', { number: number(at + 1, reader), step })),
  );
}

/** @param more what there is besides the text */
export function row(text: Text, more: Partial<Omit<Row, 'text'>> = {}): Row {
  return { text, lines: [], state: NONE, color: 'Default', taps: [], ...more };
}
