import type { ReadEntry } from '../../domain/knowledge/entry.ts';
import type { AskedTerm } from './content.ts';

/** How well an entry fits what was asked. */
export interface Match {
  /** The part of what was asked that it has words for, by weight, 0 to 1. */
  readonly covered: number;
  /** How many words of the question it has that are not of every talk. */
  readonly count: number;
  /** How many of them are words of the programme: many entries have them. */
  readonly ofProgramme: number;
  /** Whether it is named by what was asked: the words stand together in its title, or (English) another way of asking. */
  readonly isNamed: boolean;
  /** Whether it has the association that was asked about in its title or another way of asking. */
  readonly isOfTopic: boolean;
  /** How like the question the nearest of its title and its other ways of asking is, 0 to 1; English only. */
  readonly nearest: number;
}

/** A word that so many entries have is one of the programme. */
const COMMON = 6;
/** Of a question with a word of the programme and another in it, and of any other. Found with `test/understanding/asked`. */
const LEAST_OF_PROGRAMME = 0.3;
const LEAST = 0.45;
/** Of an English question with several words of the programme, whatever else is in it. */
const LEAST_OF_SEVERAL = 0.2;
/** A way of asking so like the question is the same question. */
const ALIKE = 0.6;
/** The same, without a word of the programme. */
const SAME = 0.8;
/** Of a word that carries little of the meaning, but tells "who" from "when". */
const LIGHT_WEIGHT = 0.25;
/** What an association is called everywhere: an entry on another one is no answer. */
const TOPICS = ['cpor', 'dpor', 'pal', 'csp'];
/** In a language that the asker does not read Porter in. */
const MORE_ELSEWHERE = 0.25;

/** Whether an entry answers a question, or only has some of its words. @param isOwn English, or the asker's language */
export function fits({ covered, count, ofProgramme, isNamed, nearest }: Match, isOwn: boolean): boolean {
  if (count === 0) return false;
  const more = isOwn ? 0 : MORE_ELSEWHERE;
  if (isNamed && covered === 1) return true;
  if (nearest >= (ofProgramme > 0 ? ALIKE : SAME)) return true;
  if (nearest > 0 && ofProgramme >= 2 && covered >= LEAST_OF_SEVERAL) return true;
  const hasSeveral = count >= 2;
  if (ofProgramme > 0 && covered >= (hasSeveral ? LEAST_OF_PROGRAMME : LEAST) + more) return true;
  return hasSeveral && covered >= LEAST + more;
}

/**
 * Weighs what an entry has of a question: a word that few entries have says more, one that none has says most.
 *
 * @param termsIn the terms of each entry, field by field
 * @param linesOf the terms of its title and of each other way of asking for it; absent: likeness does not count
 */
export function weigher(
  termsIn: ReadonlyMap<string, readonly (readonly string[])[]>,
  termsOf: (text: string) => readonly string[],
  linesOf?: (entry: ReadEntry) => readonly Terms[],
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
  const termWeight = (term: AskedTerm) =>
    (term.light ? LIGHT_WEIGHT : 1) * Math.log(1 + termsIn.size / Math.max(1, countOf(term)));
  return (asked) => {
    const words = wordsOf(asked.filter(({ light }) => !light));
    const all = sumOf(words);
    const topics = TOPICS.filter((topic) => asked.some(({ stem }) => stem === topic));
    return (entry, found) => {
      const own = words.filter((word) => isIn(word, found));
      const telling = own.filter((word) => word.some(({ everyday }) => everyday !== true));
      const lines = linesOf?.(entry) ?? [];
      const named = lines.length > 0 ? lines.map(stemsIn) : [new Set(termsOf(entry.title))];
      return {
        covered: all === 0 ? 0 : sumOf(own) / all,
        count: telling.length,
        ofProgramme: telling.filter((word) => word.every((term) => countOf(term) >= COMMON)).length,
        isNamed: own.length > 0 && named.some((stems) => own.every((word) => isIn(word, stems))),
        isOfTopic: lines.length === 0 || topics.every((topic) => named.some((stems) => stems.has(topic))),
        nearest: Math.max(0, ...lines.map((line) => likeness(line, asked, termWeight))),
      };
    };
  };
}

type Terms = readonly AskedTerm[];

function stemsIn(terms: Terms): ReadonlySet<string> {
  return new Set(terms.map(({ stem }) => stem));
}

/** The weight of the words that both have, to what each has (the cosine of two sets). */
function likeness(line: Terms, asked: Terms, weightOf: (term: AskedTerm) => number): number {
  const sumOf = (terms: Terms) => terms.reduce((sum, term) => sum + weightOf(term), 0);
  const stems = stemsIn(asked);
  const both = Math.sqrt(sumOf(line) * sumOf(asked));
  return both === 0 ? 0 : sumOf(line.filter(({ stem }) => stems.has(stem))) / both;
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
