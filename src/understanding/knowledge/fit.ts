import type { ReadEntry } from '../../domain/knowledge/entry.ts';
import type { AskedTerm } from './terms.ts';

/** How well an entry fits what was asked. */
export interface Match {
  /** The part of what was asked that it has words for, by weight, 0 to 1. */
  readonly covered: number;
  /** How many words of the question it has that are not of every talk. */
  readonly count: number;
  /** How many of them are words of the programme: many entries have them, and not every talk. */
  readonly ofProgramme: number;
  /** Whether it is named by what was asked: the words stand together in its title or another way of asking. */
  readonly isNamed: boolean;
  /** Whether it has the association that was asked about in its title or its other ways of asking. */
  readonly isOfTopic: boolean;
  /** How like the question the nearest of its title and its other ways of asking is, 0 to 1. */
  readonly nearest: number;
}

/** A word that so many entries have is one of the programme. */
const COMMON = 6;
/** Of a question with a word of the programme and another in it, and of any other. Found with `test/understanding/asked`. */
const LEAST_OF_PROGRAMME = 0.3;
const LEAST = 0.45;
/** A way of asking so like the question is the same question. */
const ALIKE = 0.6;
/** The same, without a word of the programme. */
const SAME = 0.8;
/** Of a question with several words of the programme, whatever else is in it. */
const LEAST_OF_SEVERAL = 0.2;
/** What an association is called everywhere: an entry on another one is no answer. */
const TOPICS = ['cpor', 'dpor', 'pal', 'csp'];
/** Of a word that carries little of the meaning, but tells "who" from "when". */
const LIGHT_WEIGHT = 0.25;
/** In a language that the asker does not read Porter in. */
const MORE_ELSEWHERE = 0.25;

/** Whether an entry answers a question, or only has some of its words. @param isOwn English, or the asker's language */
export function fits({ covered, count, ofProgramme, isNamed, nearest }: Match, isOwn: boolean): boolean {
  if (count === 0) return false;
  const more = isOwn ? 0 : MORE_ELSEWHERE;
  if (isNamed && covered === 1) return true;
  if (nearest >= (ofProgramme > 0 ? ALIKE : SAME) + more) return true;
  const hasSeveral = count >= 2;
  if (ofProgramme >= 2 && covered >= LEAST_OF_SEVERAL + more) return true;
  if (ofProgramme > 0 && covered >= (hasSeveral ? LEAST_OF_PROGRAMME : LEAST) + more) return true;
  return hasSeveral && covered >= LEAST + more;
}

type Read = (text: string) => readonly AskedTerm[];
type WeightOf = (term: AskedTerm) => number;

/** Weighs what an entry has of a question: a word that few entries have says more, one that none has says most. */
export function weigher(
  entries: readonly ReadEntry[],
  read: Read,
): (asked: readonly AskedTerm[]) => (entry: ReadEntry, found: ReadonlySet<string>) => Match {
  const having = new Map<string, number>();
  for (const { title, questions, text } of entries) {
    for (const { stem } of read([title, ...questions, text].join('\n'))) {
      having.set(stem, (having.get(stem) ?? 0) + 1);
    }
  }
  const weightOf: WeightOf = ({ stem, light }) =>
    (light ? LIGHT_WEIGHT : 1) * Math.log(1 + entries.length / Math.max(1, having.get(stem) ?? 0));
  const lines = new Map(entries.map((entry) => [entry, linesOf(entry, read, weightOf)]));
  return (asked) => {
    const terms = asked.filter(({ light }) => !light);
    const all = sumOf(terms, weightOf);
    const topics = TOPICS.filter((topic) => asked.some(({ stem }) => stem === topic));
    const wanted = { terms: new Set(asked.map(({ stem }) => stem)), weight: sumOf(asked, weightOf) };
    return (entry, found) => {
      const own = terms.filter(({ stem }) => found.has(stem));
      const named = lines.get(entry) ?? [];
      return {
        covered: all === 0 ? 0 : sumOf(own, weightOf) / all,
        count: own.filter(({ everyday }) => !everyday).length,
        ofProgramme: own.filter(({ stem, everyday }) => !everyday && (having.get(stem) ?? 0) >= COMMON)
          .length,
        isOfTopic: topics.every((topic) => named.some(({ stems }) => stems.has(topic))),
        isNamed: own.length > 0 && named.some(({ stems }) => own.every(({ stem }) => stems.has(stem))),
        nearest: Math.max(0, ...named.map((line) => likeness(line, wanted, weightOf))),
      };
    };
  };
}

/** One way of asking for an entry. */
interface Line {
  readonly terms: readonly AskedTerm[];
  readonly stems: ReadonlySet<string>;
  readonly weight: number;
}

function linesOf({ title, questions }: ReadEntry, read: Read, weightOf: WeightOf): readonly Line[] {
  return [title, ...questions].map((text) => {
    const terms = read(text);
    return { terms, stems: new Set(terms.map(({ stem }) => stem)), weight: sumOf(terms, weightOf) };
  });
}

/** The weight of the words that both have, to what each has (the cosine of two sets). */
function likeness(
  line: Line,
  asked: { readonly terms: ReadonlySet<string>; readonly weight: number },
  weightOf: WeightOf,
): number {
  const shared = line.terms.filter(({ stem }) => asked.terms.has(stem));
  const both = Math.sqrt(line.weight * asked.weight);
  return both === 0 ? 0 : sumOf(shared, weightOf) / both;
}

function sumOf(terms: readonly AskedTerm[], weightOf: WeightOf): number {
  return terms.reduce((sum, term) => sum + weightOf(term), 0);
}
