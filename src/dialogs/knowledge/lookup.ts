import { answerCard, type AnswerAsked } from '../../cards/knowledge/answer.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { inLanguage, type Entry, type ReadEntry } from '../../domain/knowledge/entry.ts';
import { findEntries } from '../../understanding/knowledge/search.ts';
import { entriesWith } from '../../understanding/knowledge/shipped.ts';
import { importedEntries } from '../../usecases/knowledge/entries.ts';
import { hasAnyRight } from '../../usecases/memberships/any-right.ts';
import { languageOf } from '../../words/language.ts';
import type { Speaking } from '../speaking.ts';

/** All entries, as shipped and as operators imported them since. One query. */
export async function allEntries({ context }: Speaking): Promise<readonly Entry[]> {
  return entriesWith(await importedEntries(context.documents));
}

/** Every entry in the reader's words; undefined for whoever may not ask. */
export async function entriesFor(speaking: Speaking): Promise<readonly ReadEntry[] | undefined> {
  const { context, person, reader } = speaking;
  if (!(await hasAnyRight(context, person))) return undefined;
  return inLanguage(await allEntries(speaking), languageOf(reader.locale));
}

/** @returns undefined when nothing fits */
export async function answerTo(speaking: Speaking, question: string): Promise<AdaptiveCard | undefined> {
  const { reader } = speaking;
  const { entries } = await findEntries(question, await allEntries(speaking), languageOf(reader.locale));
  const [first, ...others] = entries;
  return first === undefined
    ? undefined
    : answerCard([first, ...others], reader, askedBy(speaking, question));
}

/** What was asked, and whether who asks stands on a roster: whether that still holds, the case's form judges. */
export function askedBy({ person }: Speaking, question: string): AnswerAsked {
  return { question, opensCase: person.standings.length > 0 };
}

/** Text that means nothing else, from somebody who may read the knowledge base. */
export async function lookUp(speaking: Speaking, text: string): Promise<AdaptiveCard | undefined> {
  return (await hasAnyRight(speaking.context, speaking.person)) ? answerTo(speaking, text) : undefined;
}
