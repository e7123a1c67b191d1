import type { Reads } from '../../words/language.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { asSentence, sentences } from '../kit/sentences.ts';
import { clean } from '../kit/text.ts';

interface MessageData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly factSets: readonly { readonly facts: readonly MessageFact[] }[];
  readonly small: Text;
  /** `submit` is what a client without Universal Actions sends: the ids, and the verb among them. */
  readonly buttons: readonly (MessageButton & { readonly submit: ActionData })[];
}

export interface MessageButton {
  readonly title: Text;
  readonly verb: string;
  readonly data: ActionData;
}

const render = cardTemplate<MessageData>('message');

export interface MessageFact {
  readonly title: Text;
  readonly value: Text;
}

export interface Message {
  readonly kind: Text;
  /** A name from data, escaped here. */
  readonly whose?: string;
  readonly subject: string;
  readonly state?: Text;
  readonly stateColor?: StateColor;
  /** Empty ones are left out. */
  readonly lines: readonly Text[];
  readonly facts?: readonly MessageFact[];
  readonly small?: Text;
  readonly buttons?: readonly MessageButton[];
}

/**
 * A few plain sentences, for what needs no layout of its own.
 *
 * @param message lines and facts are Markdown and ours; names in them are escaped by whoever puts them in. At most 6 buttons
 */
export function messageCard(message: Message, reader: Reads): AdaptiveCard {
  const { kind, subject, state = NONE, stateColor = 'Default' } = message;
  const lines = message.lines.filter((line) => line !== '');
  const said = sentences(reader, asSentence(clean(subject), reader), lines[0] ?? NONE);
  const data: MessageData = {
    fallbackText: clean(said.replaceAll('**', '')),
    head: head(kind, message.whose ?? '', subject, state, stateColor),
    lines,
    factSets: setsOf(message.facts ?? []),
    small: message.small ?? NONE,
    buttons: (message.buttons ?? []).map((button) => ({
      ...button,
      submit: { ...button.data, verb: button.verb },
    })),
  };
  return render(data, reader);
}

/** More than these are read as a table, and no longer at a glance. */
const FACTS_TOGETHER = 5;

function setsOf(facts: readonly MessageFact[]): MessageData['factSets'] {
  if (facts.length === 0) return [];
  return [{ facts: facts.slice(0, FACTS_TOGETHER) }, ...setsOf(facts.slice(FACTS_TOGETHER))];
}
