import MiniSearch from 'minisearch';
import { inLanguage, type Entry, type ReadEntry } from '../../domain/knowledge/entry.ts';
import { LANGUAGES, type Language } from '../../words/language.ts';
import { lexiconOf } from '../lexicon.ts';
import { askedReader, type AskedTerm } from './terms.ts';
import { fits, weigher, type Match } from './fit.ts';

/** Entries shown at most: the best, and two more. */
const MAX_FOUND = 3;
/** Longer questions are stories, of which the beginning tells enough. */
const MAX_LETTERS = 500;
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
export function findEntries(question: string, entries: readonly Entry[], language: Language): Found {
  const asked = question.slice(0, MAX_LETTERS);
  const own = search(asked, entries, language, true);
  if (own !== undefined) return { entries: own.found };
  // A language without translations holds the English entries once more.
  const [elsewhere] = LANGUAGES.filter((other) => other !== language && isThere(other, entries))
    .flatMap((other) => search(asked, entries, other, other === 'en') ?? [])
    .sort((one, two) => two.match.covered - one.match.covered);
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
  readonly byId: ReadonlyMap<string, ReadEntry>;
  readonly read: (text: string) => readonly AskedTerm[];
  readonly index: MiniSearch;
  readonly weigh: ReturnType<typeof weigher>;
}

const prepared = new WeakMap<readonly Entry[], Map<Language, Prepared>>();

function prepare(entries: readonly Entry[], language: Language): Prepared {
  const known = prepared.get(entries) ?? new Map<Language, Prepared>();
  prepared.set(entries, known);
  const before = known.get(language);
  if (before !== undefined) return before;
  const looked = inLanguage(entries, language).filter(({ kind }) => kind === 'entry');
  const read = askedReader(language, lexiconOf(language).read);
  const made: Prepared = {
    byId: new Map(looked.map((entry) => [entry.id, entry])),
    read,
    index: indexOf(looked, (text) => read(text).map(({ stem }) => stem)),
    weigh: weigher(looked, read),
  };
  known.set(language, made);
  return made;
}

/**
 * @param isOwn English, or the asker's language
 * @returns the best that fits, and before it nothing; undefined when none does
 */
function search(
  question: string,
  entries: readonly Entry[],
  language: Language,
  isOwn: boolean,
): Searched | undefined {
  const { byId, read, index, weigh } = prepare(entries, language);
  const asked = read(question).slice(0, MAX_TERMS);
  const light = new Set(asked.filter((term) => term.light).map(({ stem }) => stem));
  const results = index.search(
    { queries: asked.map(({ stem }) => stem), combineWith: 'OR' },
    {
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
  const first = ranked.find(({ match }) => fits(match, isOwn));
  if (first === undefined) return undefined;
  const others = ranked.filter((one) => one !== first).slice(0, MAX_FOUND - 1);
  return { found: [first, ...others].map(({ entry }) => entry), match: first.match };
}

function rankOf(score: number, { covered, nearest, isOfTopic }: Match): number {
  return score * (covered + NEAREST * nearest) * (isOfTopic ? 1 : OFF_TOPIC);
}

function indexOf(entries: readonly ReadEntry[], termsOf: (text: string) => string[]): MiniSearch {
  const index = new MiniSearch({
    fields: ['title', 'questions', 'text'],
    tokenize: termsOf,
    processTerm: (term) => term,
  });
  index.addAll(
    entries.map(({ id, title, questions, text }) => ({ id, title, questions: questions.join('\n'), text })),
  );
  return index;
}

function isForgiven(term: string, asked: readonly AskedTerm[]): boolean {
  if (term.length < FORGIVEN_FROM || term.length > FORGIVEN_TO) return false;
  return asked.some(({ stem, light, unspaced }) => stem === term && !light && !unspaced);
}
