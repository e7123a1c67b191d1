import type { ReadEntry } from '../../domain/knowledge/entry.ts';
import type { AskedTerm } from './terms.ts';

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

/** Weighs what an entry has of a question: a word that few entries have says more, one that none has says most. */
export function weigher(
  entries: readonly ReadEntry[],
  termsOf: (text: string) => readonly string[],
): (asked: readonly AskedTerm[]) => (entry: ReadEntry, found: ReadonlySet<string>) => Match {
  const having = new Map<string, number>();
  for (const { title, questions, text } of entries) {
    for (const term of termsOf([title, ...questions, text].join('\n'))) {
      having.set(term, (having.get(term) ?? 0) + 1);
    }
  }
  const weightOf = ({ stem }: AskedTerm) => Math.log(1 + entries.length / Math.max(1, having.get(stem) ?? 0));
  const sumOf = (terms: readonly AskedTerm[]) => terms.reduce((sum, term) => sum + weightOf(term), 0);
  return (asked) => {
    const terms = asked.filter(({ light }) => !light);
    const all = sumOf(terms);
    return ({ title }, found) => {
      const own = terms.filter(({ stem }) => found.has(stem));
      const titled = new Set(termsOf(title));
      return {
        covered: all === 0 ? 0 : sumOf(own) / all,
        count: own.length,
        isOfProgramme: own.some(({ stem }) => (having.get(stem) ?? 0) >= COMMON),
        isTitle: own.length > 0 && own.every(({ stem }) => titled.has(stem)),
      };
    };
  };
}
