import { AREAS, METRICS, type Area, type Metric } from '../domain/shared/catalogue.ts';
import { catalogueOf } from '../words/catalogue.ts';
import type { Language } from '../words/language.ts';
import { INTENTS, type Intent } from './intents.ts';
import { normalised } from './normal.ts';
import { termReader, type Term } from './terms.ts';

/** Phrases of one entry of the catalogue stand apart by this. */
const APART = ' | ';

export interface Phrase {
  readonly intent: Intent;
  readonly stems: readonly string[];
  /** Of each stem; the same order. */
  readonly weights: readonly number[];
}

/** What is known of one language, made once from its catalogue. */
export interface Lexicon {
  readonly read: (text: string) => readonly Term[];
  readonly phrases: readonly Phrase[];
  /** A phrase as it is typed, whole, and what it means. */
  readonly whole: ReadonlyMap<string, Intent>;
  /** Words of the phrases as they are written, and their stems. */
  readonly vocabulary: ReadonlyMap<string, string>;
  readonly stems: ReadonlySet<string>;
  /** All stems of an intent's phrases. */
  readonly stemsOf: ReadonlyMap<Intent, ReadonlySet<string>>;
  readonly weightOf: (term: Pick<Term, 'stem' | 'light'>) => number;
  readonly areas: readonly (readonly [Area, readonly string[]])[];
  readonly metrics: readonly (readonly [Metric, readonly string[]])[];
}

/** Of a word that carries little of the meaning. */
export const LIGHT_WEIGHT = 0.15;
const lexicons = new Map<Language, Lexicon>();

export function lexiconOf(language: Language): Lexicon {
  const known = lexicons.get(language);
  if (known !== undefined) return known;
  const made = makeLexicon(language);
  lexicons.set(language, made);
  return made;
}

function makeLexicon(language: Language): Lexicon {
  const said = (name: string) => phrasesOf(language, name);
  const read = termReader(language, said('polite'));
  const entries = INTENTS.flatMap((intent) =>
    said(intent).map((text) => ({ intent, text, terms: read(text) })),
  );
  const intentsOf = new Map<string, Set<Intent>>();
  for (const { intent, terms } of entries) {
    for (const { stem } of terms) intentsOf.set(stem, (intentsOf.get(stem) ?? new Set()).add(intent));
  }
  // A word of one intent says more than one of many.
  const weightOf = ({ stem, light }: Pick<Term, 'stem' | 'light'>) =>
    light ? LIGHT_WEIGHT : 1 / Math.sqrt(intentsOf.get(stem)?.size ?? 1);
  const stems = (text: string) => read(text).map(({ stem }) => stem);
  return {
    read,
    weightOf,
    phrases: entries.map(({ intent, terms }) => ({
      intent,
      stems: terms.map(({ stem }) => stem),
      weights: terms.map(weightOf),
    })),
    whole: new Map(entries.toReversed().map(({ intent, text }) => [normalised(text), intent])),
    stems: new Set(intentsOf.keys()),
    vocabulary: new Map(entries.flatMap(({ terms }) => terms.map(({ typed, stem }) => [typed, stem]))),
    stemsOf: new Map(
      INTENTS.map((intent) => [
        intent,
        new Set(
          entries
            .filter((entry) => entry.intent === intent)
            .flatMap(({ terms }) => terms.map(({ stem }) => stem)),
        ),
      ]),
    ),
    areas: AREAS.flatMap((area) => said(area).map((text) => [area, stems(text)] as const)).sort(longestFirst),
    metrics: METRICS.flatMap((metric) => said(metric).map((text) => [metric, stems(text)] as const)).sort(
      longestFirst,
    ),
  };
}

/** What is typed for something, phrase by phrase. */
export function phrasesOf(language: Language, name: string): string[] {
  return (catalogueOf(language).get(`phrases.${name}`) ?? '').split(APART).filter((text) => text !== '');
}

function longestFirst(
  one: readonly [unknown, readonly string[]],
  other: readonly [unknown, readonly string[]],
): number {
  return other[1].length - one[1].length;
}
