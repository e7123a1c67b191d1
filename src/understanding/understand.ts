import { setTimeout } from 'node:timers/promises';
import { ASSOCIATIONS, type Area, type Association, type Metric } from '../domain/shared/catalogue.ts';
import { LANGUAGES, type Language } from '../words/language.ts';
import { WITH_CUSTOMER, type Intent } from './intents.ts';
import { LIGHT_WEIGHT, learnt, lexiconOf, type Lexicon } from './lexicon.ts';
import { likeness } from './likeness.ts';
import { normalised } from './normal.ts';
import type { Term } from './terms.ts';

/** What a text means. Nothing is done from it: it chooses a card, and narrows it. */
export interface Understood {
  /** The likeliest first; several: they are too close to tell; none: nothing that is known. */
  readonly intents: readonly Intent[];
  readonly area?: Area;
  readonly metric?: Metric;
  readonly association?: Association;
  /** A claim's or referral's number, as typed. */
  readonly number?: string;
  /** Words that nothing here knows, in their order: perhaps a customer's name; `''`: none. */
  readonly name: string;
}

/** Below, a text is not understood. Found with the corpus of `test/understanding`. */
const LEAST = 0.56;
/** How much the best phrase counts, beside all of an intent's words. */
const ALIKE = 0.7;
/** In a language that its writer does not read Porter in. */
const LEAST_ELSEWHERE = 0.72;
/** Meanings that are no further apart than this are both offered. */
const CLOSE = 0.04;
const MAX_MEANINGS = 3;
/** Longer texts are stories, and are looked up elsewhere. */
const MAX_LETTERS = 300;
/** Of the words of a text that are looked at. */
const MAX_TERMS = 40;
/** In longer texts no typing error is looked for: that takes time for each word. */
const MAX_FORGIVEN = 15;
/** An unknown word in a sentence that may name a customer. */
const NAME_WEIGHT = 0.25;
const UNKNOWN_WEIGHT = 0.9;
/** Two unknown characters that stand together in a script without spaces: often no word at all. */
const PAIR_WEIGHT = 0.25;
/** Claims and referrals have numbers of letters, hyphens and at least one digit. */
const NUMBER = /(?<![\p{L}\p{N}-])(?=[a-z0-9-]*\d)[a-z][a-z0-9]*-[a-z0-9-]+(?![\p{L}\p{N}-])/iu;

/**
 * Finds what a text means, with typing errors, in other forms of its words and in a sentence, in any of the languages.
 *
 * @param language in which it is most likely written; another one has to fit better
 */
export function understand(text: string, language: Language): Understood {
  if (text.length > MAX_LETTERS) return { intents: [], name: '' };
  const own = inLanguage(text, lexiconOf(language));
  if (own.score >= LEAST) return own.understood;
  const [best] = LANGUAGES.filter((other) => other !== language)
    .map((other) => ({ other, ...inLanguage(text, lexiconOf(other)) }))
    .filter(({ other, score }) => score >= (other === 'en' ? LEAST : LEAST_ELSEWHERE))
    .sort((one, another) => another.score - one.score);
  return best?.understood ?? { ...own.understood, intents: [] };
}

/**
 * Learns, a little at a time, the languages in which {@link understand} will look: whoever writes right after a start holds up
 * nobody else.
 */
export async function learnFor(text: string, language: Language): Promise<void> {
  if (text.length > MAX_LETTERS || hasLearnt) return;
  if (inLanguage(text, await learnt(language)).score < LEAST) await learnAll();
}

function inLanguage(
  text: string,
  lexicon: Lexicon,
): { readonly understood: Understood; readonly score: number } {
  const number = NUMBER.exec(text)?.[0];
  const said = number === undefined ? text : text.replace(number, ' ');
  const whole = lexicon.whole.get(normalised(said));
  const all = lexicon.read(said);
  const area = takeOut(all, lexicon.areas);
  const metric = takeOut(area.rest, lexicon.metrics);
  const association = ASSOCIATIONS.find((one) => all.some(({ stem }) => stem === one));
  const terms = metric.rest.slice(0, MAX_TERMS);
  const forgiving = terms.length <= MAX_FORGIVEN;
  const known = terms.map((term) => closest(term, lexicon, forgiving));
  const named = {
    ...(area.found === undefined ? {} : { area: area.found }),
    ...(metric.found === undefined ? {} : { metric: metric.found }),
    ...(association === undefined ? {} : { association }),
    ...(number === undefined ? {} : { number }),
    name: terms
      .filter(({ light, unspaced }, at) => !light && !unspaced && known[at]?.length === 0)
      .map(({ typed }) => typed)
      .join(' '),
  };
  if (whole !== undefined) return { understood: { ...named, intents: [whole] }, score: 1 };
  const { intents, score } = meanings(terms, known, lexicon);
  if (score >= LEAST) return { understood: { ...named, intents }, score };
  // An area or a metric alone, with nothing beside it that is not understood, is asked about for its score.
  const bare = (area.found ?? metric.found) !== undefined && named.name === '';
  return bare
    ? { understood: { ...named, intents: ['scores'] }, score: 1 }
    : { understood: { ...named, intents }, score };
}

/** The intents whose phrases are most like what was said. */
function meanings(
  terms: readonly Term[],
  known: readonly Known[],
  lexicon: Lexicon,
): { readonly intents: readonly Intent[]; readonly score: number } {
  const best = new Map<Intent, number>();
  const hasUnknown = terms.some(({ light }, at) => !light && known[at]?.length === 0);
  const likeOf = new Map(known.flat().map(({ stem, like }) => [stem, like]));
  const covered = coverage(terms, known, lexicon);
  const saidTo = weightOfAll(terms, known, lexicon);
  for (const phrase of lexicon.phrases) {
    let matched = 0;
    let weight = 0;
    let heavy = 0;
    let heavyMatched = 0;
    phrase.stems.forEach((stem, at) => {
      const like = likeOf.get(stem) ?? 0;
      weight += phrase.weights[at] ?? 0;
      matched += like * (phrase.weights[at] ?? 0);
      if ((phrase.weights[at] ?? 0) <= LIGHT_WEIGHT) return;
      heavy++;
      if (like > 0) heavyMatched++;
    });
    // Beside a word that nobody knows, words like "who is the" mean nothing, nor does half of a phrase of two.
    if (hasUnknown && heavyMatched < Math.min(heavy, 2)) continue;
    if (hasUnknown && heavy === 0) continue;
    const said = saidTo(phrase.intent);
    const score = ALIKE * ((2 * matched) / (said + weight)) + (1 - ALIKE) * covered(phrase.intent);
    if (score > (best.get(phrase.intent) ?? 0)) best.set(phrase.intent, score);
  }
  const ranked = [...best].toSorted(([, one], [, other]) => other - one);
  const score = ranked[0]?.[1] ?? 0;
  const intents = ranked
    .filter(([, other]) => other >= score - CLOSE)
    .slice(0, MAX_MEANINGS)
    .map(([intent]) => intent);
  return { intents, score };
}

/** The weight of all that was said, as an intent sees it. */
function weightOfAll(
  terms: readonly Term[],
  known: readonly Known[],
  lexicon: Lexicon,
): (intent: Intent) => number {
  const found = new Map<boolean, number>();
  return (intent) => {
    const names = WITH_CUSTOMER.has(intent);
    const before = found.get(names);
    if (before !== undefined) return before;
    const all = terms.reduce((sum, term, at) => sum + weightIn(intent, term, known[at] ?? [], lexicon), 0);
    found.set(names, all);
    return all;
  };
}

/** The part of what was said, by weight, that an intent has words for in any of its phrases. */
function coverage(
  terms: readonly Term[],
  known: readonly Known[],
  lexicon: Lexicon,
): (intent: Intent) => number {
  const found = new Map<Intent, number>();
  return (intent) => {
    const before = found.get(intent);
    if (before !== undefined) return before;
    const stems = lexicon.stemsOf.get(intent);
    let all = 0;
    let own = 0;
    terms.forEach((term, at) => {
      const words = known[at] ?? [];
      // A name is nobody's word, and says nothing for or against.
      const weight =
        words.length === 0 && WITH_CUSTOMER.has(intent) ? 0 : weightIn(intent, term, words, lexicon);
      all += weight;
      own += weight * Math.max(0, ...words.map(({ stem, like }) => (stems?.has(stem) === true ? like : 0)));
    });
    const part = all === 0 ? 0 : own / all;
    found.set(intent, part);
    return part;
  };
}

function weightIn(intent: Intent, term: Term, words: Known, lexicon: Lexicon): number {
  const [nearest] = words;
  if (nearest !== undefined) return lexicon.weightOf({ ...term, stem: nearest.stem });
  if (term.light) return lexicon.weightOf(term);
  if (term.unspaced) return PAIR_WEIGHT;
  return WITH_CUSTOMER.has(intent) ? NAME_WEIGHT : UNKNOWN_WEIGHT;
}

type Known = readonly { readonly stem: string; readonly like: number }[];

/** Stems that were meant by a typed word, with the fewest typing errors; none: it is not known. */
function closest(
  { stem, typed, light, unspaced }: Term,
  { vocabulary, stems }: Lexicon,
  forgiving: boolean,
): Known {
  if (stems.has(stem)) return [{ stem, like: 1 }];
  if (light || unspaced || !forgiving) return [];
  const found = new Map<string, number>();
  for (const [word, of] of vocabulary) {
    const like = likeness(typed, word);
    if (like > (found.get(of) ?? 0)) found.set(of, like);
  }
  const most = Math.max(0, ...found.values());
  return [...found].filter(([, like]) => like === most).map(([of, like]) => ({ stem: of, like }));
}

/** Finds the longest of some names among the words, and takes it out of them. */
function takeOut<Id>(
  terms: readonly Term[],
  names: readonly (readonly [Id, readonly string[]])[],
): { readonly found: Id | undefined; readonly rest: readonly Term[] } {
  for (const [id, stems] of names) {
    const at = terms.findIndex((_term, start) =>
      stems.every((stem, offset) => {
        const typed = terms[start + offset]?.stem ?? '';
        return typed === stem || likeness(typed, stem) > 0;
      }),
    );
    if (at >= 0) return { found: id, rest: [...terms.slice(0, at), ...terms.slice(at + stems.length)] };
  }
  return { found: undefined, rest: terms };
}

/** Once a start is over: it is not to be longer for this. */
const LEARN_AFTER_MS = 2_000;

/** Learns every language a little at a time, soon after the start, so that the first sentence need not wait for it. */
export async function learnLanguages(): Promise<void> {
  await setTimeout(LEARN_AFTER_MS, undefined, { ref: false });
  await learnAll();
}

let hasLearnt = false;

async function learnAll(): Promise<void> {
  for (const language of LANGUAGES) await learnt(language);
  hasLearnt = true;
}
