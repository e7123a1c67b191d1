import { setImmediate as nextTurn } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import { inLanguage, type Entry, type ReadEntry } from '../../domain/knowledge/entry.ts';
import { LANGUAGES, type Language } from '../../words/language.ts';
import { learnt } from '../lexicon.ts';
import { contentReader, type AskedTerm } from './content.ts';
import { askedTerms } from './terms.ts';
import { fits, weigher, type Match } from './fit.ts';

/** Entries shown at most: the best, and two more. */
const MAX_FOUND = 3;
/** Longer questions are stories, of which the beginning tells enough. */
const MAX_LETTERS = 500;
/** Entries that are read before others get their turn: some milliseconds. */
const AT_A_TIME = 4;
/** Of the words that are looked for. */
const MAX_TERMS = 60;
/** In shorter words a typing error makes another word. */
const FORGIVEN_FROM = 6;
/** In longer ones looking for it takes too long; nobody types such a word. */
const FORGIVEN_TO = 24;
/** Of the letters of a word. */
const TYPING_ERRORS = 0.2;
/** "who", "when" and their like tell alike questions apart, and no more. */
const LIGHT_BOOST = 0.2;
/** How much more it says that one way of asking is like the question than that words stand somewhere in the entry. */
const NEAREST = 5;
/** Of an entry on another association than the one that was asked about. */
const OFF_TOPIC = 0.5;

/** What was found, the best first; none: nothing fits. */
export interface Found {
  readonly entries: readonly ReadEntry[];
}

/**
 * Looks a question up: in the asker's language, then in the others, of which one has to fit better.
 *
 * @param entries in all languages, as shipped and imported
 */
export async function findEntries(
  question: string,
  entries: readonly Entry[],
  language: Language,
): Promise<Found> {
  const asked = question.slice(0, MAX_LETTERS);
  const own = await search(asked, entries, language);
  if (own !== undefined && fits(own.match, true)) return { entries: own.found };
  const others: Searched[] = [];
  // A language without translations holds the English entries once more.
  for (const other of LANGUAGES.filter((one) => one !== language && isThere(one, entries))) {
    await nextTurn();
    const searched = await search(asked, entries, other);
    if (searched !== undefined && fits(searched.match, other === 'en')) others.push(searched);
  }
  const [elsewhere] = others.toSorted((one, two) => two.match.covered - one.match.covered);
  if (elsewhere === undefined) return { entries: [] };
  const byId = new Map(inLanguage(entries, language).map((entry) => [entry.id, entry]));
  return { entries: elsewhere.found.flatMap(({ id }) => byId.get(id) ?? []) };
}

interface Searched {
  readonly found: readonly ReadEntry[];
  /** How well the first fits. */
  readonly match: Match;
}

function isThere(language: Language, entries: readonly Entry[]): boolean {
  return language === 'en' || entries.some(({ name }) => name.startsWith(`${language}/`));
}

/** What is made of all entries in a language, once for each set of them. */
interface Prepared {
  readonly read: ReturnType<typeof contentReader>;
  readonly byId: ReadonlyMap<string, ReadEntry>;
  readonly index: MiniSearch;
  readonly weigh: ReturnType<typeof weigher>;
}

const prepared = new WeakMap<readonly Entry[], Map<Language, Promise<Prepared>>>();

function prepare(entries: readonly Entry[], language: Language): Promise<Prepared> {
  const known = prepared.get(entries) ?? new Map<Language, Promise<Prepared>>();
  prepared.set(entries, known);
  const before = known.get(language);
  if (before !== undefined) return before;
  const made = prepareAnew(entries, language);
  known.set(language, made);
  return made;
}

/** Reads a few entries at a time: others are answered meanwhile. */
async function prepareAnew(entries: readonly Entry[], language: Language): Promise<Prepared> {
  await learnt(language);
  await nextTurn();
  const read = contentReader(language);
  const terms = new Map<string, readonly string[]>();
  const lines = new Map<string, readonly (readonly AskedTerm[])[]>();
  const termsOf = (text: string) => terms.get(text) ?? stemsOf(askedTerms(text, read));
  const looked = inLanguage(entries, language).filter(({ kind }) => kind === 'entry');
  const index = indexFor(termsOf);
  for (const [at, entry] of looked.entries()) {
    if (at % AT_A_TIME === 0) await nextTurn();
    const fields = fieldsOf(entry);
    for (const text of Object.values(fields)) terms.set(text, termsOf(text));
    index.add({ id: entry.id, ...fields });
    const ways = language === 'en' ? [entry.title, ...entry.questions] : [];
    lines.set(
      entry.id,
      ways.map((way) => askedTerms(way, read)),
    );
  }
  await nextTurn();
  return {
    read,
    index,
    byId: new Map(looked.map((entry) => [entry.id, entry])),
    weigh: weigher(
      new Map(looked.map((entry) => [entry.id, Object.values(fieldsOf(entry)).map(termsOf)])),
      termsOf,
      language === 'en' ? (entry) => lines.get(entry.id) ?? [] : undefined,
    ),
  };
}

/** @returns undefined when no word of the question is found */
async function search(
  question: string,
  entries: readonly Entry[],
  language: Language,
): Promise<Searched | undefined> {
  const { read, byId, index, weigh } = await prepare(entries, language);
  const asked = askedTerms(question, read).slice(0, MAX_TERMS);
  const light = new Set(asked.filter((term) => term.light).map(({ stem }) => stem));
  const results = index.search(
    { queries: stemsOf(asked), combineWith: 'OR' },
    {
      // They are stems already: the stem of a stem may be another.
      tokenize: (stem) => [stem],
      boost: { title: 2, questions: 2 },
      boostTerm: (term) => (light.has(term) ? LIGHT_BOOST : 1),
      fuzzy: (term) => (isForgiven(term, asked) ? TYPING_ERRORS : false),
    },
  );
  const matchOf = weigh(asked);
  const ranked = results
    .flatMap(({ id, score, queryTerms }) => {
      const entry = byId.get(String(id));
      if (entry === undefined) return [];
      const match = matchOf(entry, new Set(queryTerms));
      return [{ entry, match, rank: rankOf(score, match) }];
    })
    .sort((one, two) => two.rank - one.rank);
  const [best] = ranked;
  const first = language === 'en' ? (ranked.find(({ match }) => fits(match, true)) ?? best) : best;
  const others = ranked.filter((one) => one !== first).slice(0, MAX_FOUND - 1);
  return first && { found: [first, ...others].map(({ entry }) => entry), match: first.match };
}

function rankOf(score: number, { covered, nearest, isOfTopic }: Match): number {
  return score * (covered + NEAREST * nearest) * (isOfTopic ? 1 : OFF_TOPIC);
}

/** Each once. */
function stemsOf(terms: readonly AskedTerm[]): string[] {
  return [...new Set(terms.map(({ stem }) => stem))];
}

/** What is looked for in an entry, by the name of the field. */
function fieldsOf({ title, questions, text }: ReadEntry) {
  return { title, questions: questions.join('\n'), text };
}

function indexFor(termsOf: (text: string) => readonly string[]): MiniSearch {
  return new MiniSearch({
    fields: ['title', 'questions', 'text'],
    tokenize: (text) => [...termsOf(text)],
    processTerm: (term) => term,
  });
}

function isForgiven(term: string, asked: readonly AskedTerm[]): boolean {
  if (term.length < FORGIVEN_FROM || term.length > FORGIVEN_TO) return false;
  return asked.some(({ stem, light, unspaced }) => stem === term && !light && !unspaced);
}
