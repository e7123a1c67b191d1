import { answerCard, askCard, notKnownCard } from '../../cards/knowledge/answer.ts';
import { AskPress, UsefulPress } from '../../cards/knowledge/press.ts';
import { inLanguage, type ReadEntry } from '../../domain/knowledge/entry.ts';
import { keepNotUnderstood } from '../../usecases/conversations/not-understood.ts';
import { keepOpinion } from '../../usecases/knowledge/opinion.ts';
import { hasAnyRight } from '../../usecases/memberships/any-right.ts';
import { phrasesOf } from '../../understanding/lexicon.ts';
import { LANGUAGES, languageOf } from '../../words/language.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Answer, type Command, type Speaking } from '../speaking.ts';
import { allEntries, answerTo, askedBy } from './lookup.ts';

/** `ask …`: the question that follows it, or a field to type it in. */
export const askCommand: Command = {
  words: ['ask'],
  takesRest: true,
  about: 'chat.about.ask',
  group: 'yourself',
  who: ['role', 'operator'],
  rates: questionIn,
  async run(speaking, typed = '') {
    const answer = await asked(speaking, { question: questionIn(typed) });
    return 'card' in answer ? answer.card : noAccess(speaking);
  },
};

export const askAction = cardAction({
  verb: 'ask',
  who: 'everybody',
  data: ['entry'],
  inputs: ['question'],
  schema: AskPress,
  changes: false,
  run: (speaking, { data }) => asked(speaking, data, true),
});

export const usefulAction = cardAction({
  verb: 'ask.useful',
  who: 'everybody',
  data: ['entry', 'useful'],
  inputs: ['question'],
  schema: UsefulPress,
  changes: true,
  async run(speaking, { data: { entry, useful, question = '' } }) {
    const { context, person, reader } = speaking;
    const found = (await hasAnyRight(context, person)) ? await entryNamed(speaking, entry) : undefined;
    if (found === undefined) return FORBIDDEN;
    await keepOpinion(context, person, entry, useful === 'yes');
    return { card: answerCard([found], reader, { ...askedBy(speaking, question), isRated: true }) };
  },
});

/** @param pressed a press without a question is told to type one */
async function asked(
  speaking: Speaking,
  { entry, question = '' }: { readonly entry?: string | undefined; readonly question?: string | undefined },
  pressed = false,
): Promise<Answer> {
  const { context, person, reader } = speaking;
  if (!(await hasAnyRight(context, person))) return FORBIDDEN;
  if (entry !== undefined) {
    const found = await entryNamed(speaking, entry);
    return found === undefined
      ? FORBIDDEN
      : { card: answerCard([found], reader, askedBy(speaking, question)) };
  }
  if (question.trim() === '') return { card: askCard(reader, askedBy(speaking, '').opensCase, pressed) };
  const card = await answerTo(speaking, question);
  if (card !== undefined) return { card };
  if (speaking.byItself !== true) await keepNotUnderstood(context, question, languageOf(reader.locale));
  return { card: notKnownCard(askedBy(speaking, question), reader) };
}

async function entryNamed(speaking: Speaking, name: string): Promise<ReadEntry | undefined> {
  const language = languageOf(speaking.reader.locale);
  return inLanguage(await allEntries(speaking), language).find(({ id }) => id === name);
}

/** What was typed behind the word, in whichever language that is. */
function questionIn(typed: string): string {
  const said = typed.trim();
  const word = askWords().find((one) => said.toLowerCase().startsWith(one));
  return word === undefined ? said : said.slice(word.length).replace(/^[\s:：,，、]+/u, '');
}

/** The longest first, so that none is taken for another that begins with it. */
function askWords(): readonly string[] {
  return LANGUAGES.flatMap((language) => phrasesOf(language, 'ask')).toSorted(
    (one, other) => other.length - one.length,
  );
}

/** Whether a text begins with the word for asking, in any language, with a question behind it. */
export function asksSomething(text: string): boolean {
  const said = text.trim().toLowerCase();
  return askWords().some((word) => said === word || new RegExp(`^${word}[\\s:：,，、]`, 'u').test(said));
}
