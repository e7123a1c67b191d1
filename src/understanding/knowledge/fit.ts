import type { ReadEntry } from '../../domain/knowledge/entry.ts';
import type { AskedTerm } from './content.ts';

/** How well an entry fits what was asked. */
export interface Match {
  /** The part of what was asked that it has words for, by weight, 0 to 1. */
  readonly covered: number;
  /** How many words of the question it has. */
  readonly count: number;
  /** Whether one of them is a word of the programme: many entries have it. */
  readonly isOfProgramme: boolean;
  /** Whether it is named by what was asked: the words stand in its title. */
  readonly isTitle: boolean;
}

/** A word that so many entries have is one of the programme. */
const COMMON = 6;
/** Of a question with a word of the programme and another in it, and of any other. Found with `test/understanding/asked`. */
const LEAST_OF_PROGRAMME = 0.3;
const LEAST = 0.45;
/** In a language that the asker does not read Porter in. */
const MORE_ELSEWHERE = 0.25;

/** Whether an entry answers a question, or only has some of its words. @param isOwn English, or the asker's language */
export function fits({ covered, count, isOfProgramme, isTitle }: Match, isOwn: boolean): boolean {
  const more = isOwn ? 0 : MORE_ELSEWHERE;
  if (isTitle && covered === 1) return true;
  const hasSeveral = count >= 2;
  if (isOfProgramme && covered >= (hasSeveral ? LEAST_OF_PROGRAMME : LEAST) + more) return true;
  return hasSeveral && covered >= LEAST + more;
}

/**
 * Weighs what an entry has of a question: a word that few entries have says more, one that none has says most.
 *
 * @param termsIn the terms of each entry, field by field
 */
export function weigher(
  termsIn: ReadonlyMap<string, readonly (readonly string[])[]>,
  termsOf: (text: string) => readonly string[],
): (asked: readonly AskedTerm[]) => (entry: ReadEntry, found: ReadonlySet<string>) => Match {
  const having = new Map<string, number>();
  for (const fields of termsIn.values()) {
    for (const term of new Set(fields.flat())) having.set(term, (having.get(term) ?? 0) + 1);
  }
  const countOf = ({ stem }: AskedTerm) => having.get(stem) ?? 0;
  const weightOf = (word: Word) =>
    word.reduce((sum, term) => sum + Math.log(1 + termsIn.size / Math.max(1, countOf(term))), 0) /
    word.length;
  const sumOf = (words: readonly Word[]) => words.reduce((sum, word) => sum + weightOf(word), 0);
  return (asked) => {
    const words = wordsOf(asked.filter(({ light }) => !light));
    const all = sumOf(words);
    return ({ title }, found) => {
      const own = words.filter((word) => isIn(word, found));
      const titled = new Set(termsOf(title));
      return {
        covered: all === 0 ? 0 : sumOf(own) / all,
        count: own.length,
        isOfProgramme: own.some((word) => word.every((term) => countOf(term) >= COMMON)),
        isTitle: own.length > 0 && own.every((word) => isIn(word, titled)),
      };
    };
  };
}

/** The terms of one word: itself, or its pairs of characters. */
type Word = readonly AskedTerm[];

function wordsOf(terms: readonly AskedTerm[]): readonly Word[] {
  return [...Map.groupBy(terms, ({ word }) => word).values()];
}

/** Whether a text has a word: of a long one that is written in pairs, one of five may be missing. */
function isIn(word: Word, found: ReadonlySet<string>): boolean {
  return word.filter(({ stem }) => !found.has(stem)).length <= Math.floor(word.length / 5);
}
