import { setImmediate as nextTurn } from 'node:timers/promises';
import { AREAS, METRICS, type Area, type Metric } from '../domain/shared/catalogue.ts';
import { phrasesIn } from '../words/catalogue.ts';
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
const learning = new Map<Language, Promise<Lexicon>>();
/** Phrases that are read before others get their turn: a few milliseconds. */
const AT_A_TIME = 60;

/** What is known of a language; learnt at once where it is not yet, which takes some 50 ms. */
export function lexiconOf(language: Language): Lexicon {
  const known = lexicons.get(language);
  if (known !== undefined) return known;
  const steps = learningOf(language);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  lexicons.set(language, step.value);
  return step.value;
}

/** The same, learnt a little at a time: others are answered meanwhile. */
export function learnt(language: Language): Promise<Lexicon> {
  const before = learning.get(language);
  if (before !== undefined) return before;
  const made = learnInTurns(language);
  learning.set(language, made);
  return made;
}

async function learnInTurns(language: Language): Promise<Lexicon> {
  const steps = learningOf(language);
  for (;;) {
    const known = lexicons.get(language);
    if (known !== undefined) return known;
    const step = steps.next();
    if (step.done === true) lexicons.set(language, step.value);
    else await nextTurn();
  }
}

/** Makes what is known of a language, in steps. */
function* learningOf(language: Language): Generator<void, Lexicon, void> {
  const said = (name: string) => phrasesOf(language, name);
  const read = termReader(language, said('polite'));
  yield;
  const texts = INTENTS.flatMap((intent) => said(intent).map((text) => ({ intent, text })));
  const entries: Entry[] = [];
  for (const [at, { intent, text }] of texts.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    entries.push({ intent, text, terms: read(text) });
  }
  yield;
  return lexiconFrom(entries, read, said);
}

/** A phrase, and how it is read. */
interface Entry {
  readonly intent: Intent;
  readonly text: string;
  readonly terms: readonly Term[];
}

function lexiconFrom(
  entries: readonly Entry[],
  read: Lexicon['read'],
  said: (name: string) => readonly string[],
): Lexicon {
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
  return (phrasesIn(language).get(`phrases.${name}`) ?? '').split(APART).filter((text) => text !== '');
}

function longestFirst(
  one: readonly [unknown, readonly string[]],
  other: readonly [unknown, readonly string[]],
): number {
  return other[1].length - one[1].length;
}
