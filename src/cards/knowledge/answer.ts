import type { ReadEntry } from '../../domain/knowledge/entry.ts';
import { languageOf, type Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { day, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';

interface KnowledgeData {
  readonly fallbackText: Text;
  readonly head: Head;
  /** That the words are English since nobody has translated them; `''`: they are the reader's. */
  readonly note: Text;
  readonly text: Text;
  readonly source: Text;
  /** For an opinion; `''`: none was given just now. */
  readonly thanks: Text;
  readonly others: readonly { readonly title: Text; readonly entry: string }[];
  /** Whether there is a field to ask in. */
  readonly asks: boolean;
  /** What was asked; without a field to ask in it goes along unseen, for a case. */
  readonly question: string;
  /** Whether the reader has a location that may open a case. */
  readonly opensCase: boolean;
  readonly error: Text;
  /** The entry shown; `''`: none. */
  readonly entry: string;
}

/** What was asked, and by whom. */
export interface AnswerAsked {
  readonly question: string;
  /** Whether they have a location that may open a case. */
  readonly opensCase: boolean;
  /** Whether they have just said if it helped. */
  readonly isRated?: boolean;
}

/** An entry is a page at most. */
const MAX_TEXT = 6_000;
const MAX_TITLE = 200;
/** As long as the field takes. */
const MAX_QUESTION = 500;

const render = cardTemplate<KnowledgeData>('knowledge');
const EMPTY = { note: NONE, text: NONE, source: NONE, thanks: NONE, others: [], error: NONE, entry: '' };

/**
 * The answer to a question, with two more that may be meant, and a way to somebody who knows.
 *
 * @param asked the question, and who asks
 */
export function answerCard(
  [answer, ...others]: readonly [ReadEntry, ...ReadEntry[]],
  reader: Reader,
  { question, opensCase, isRated = false }: AnswerAsked,
): AdaptiveCard {
  const title = clean(answer.title, MAX_TITLE);
  return render(
    {
      ...EMPTY,
      fallbackText: title,
      head: head(say(reader, 'knowledge.kind'), '', title),
      note: noteOf(answer, reader),
      text: written(answer.text),
      source: sourceOf(answer, reader),
      thanks: isRated ? say(reader, 'knowledge.thanks') : NONE,
      others: others.map((other) => ({ title: plain(other.title, MAX_TITLE), entry: other.id })),
      asks: false,
      question: clean(question, MAX_QUESTION),
      opensCase,
      entry: answer.id,
    },
    reader,
  );
}

/** Nothing fits what was asked; it stays in the field. */
export function notKnownCard({ question, opensCase }: AnswerAsked, reader: Reader): AdaptiveCard {
  const subject = say(reader, 'talk.unknown.line');
  return render(
    {
      ...EMPTY,
      fallbackText: subject,
      head: head(say(reader, 'knowledge.kind'), '', subject),
      text: say(reader, 'knowledge.not-known'),
      asks: true,
      question: clean(question, MAX_QUESTION),
      opensCase,
    },
    reader,
  );
}

/** @param isMissing whether the button was pressed without a question */
export function askCard(reader: Reader, opensCase: boolean, isMissing = false): AdaptiveCard {
  const subject = say(reader, 'knowledge.ask');
  return render(
    {
      ...EMPTY,
      fallbackText: subject,
      head: head(say(reader, 'knowledge.kind'), '', subject),
      text: say(reader, 'knowledge.ask-line'),
      asks: true,
      question: '',
      opensCase,
      error: isMissing ? say(reader, 'knowledge.missing') : NONE,
    },
    reader,
  );
}

/** Says that an entry is in English, to whoever reads another language. */
export function noteOf({ language }: Pick<ReadEntry, 'language'>, reader: Reads): Text {
  return language === languageOf(reader.locale) ? NONE : say(reader, 'knowledge.english');
}

/** Where an entry comes from, and of which day it is. */
export function sourceOf({ source, date }: Pick<ReadEntry, 'source' | 'date'>, reader: Reader): Text {
  return say(reader, 'knowledge.source', { source: plain(source, MAX_TITLE), day: day(date, reader) });
}

/** Markdown as operators wrote it: theirs to format, like a template. */
export function written(text: string): Text {
  return asText(text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT).toWellFormed()}…`);
}
