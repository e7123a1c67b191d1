import MiniSearch from 'minisearch';
import { inLanguage, type Entry, type ReadEntry } from '../../domain/knowledge/entry.ts';
import { LANGUAGES, type Language } from '../../words/language.ts';
import { askedTerms, type AskedTerm } from './terms.ts';
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
  const own = search(asked, entries, language);
  if (own !== undefined && fits(own.match, true)) return { entries: own.found };
  // A language without translations holds the English entries once more.
  const [elsewhere] = LANGUAGES.filter((other) => other !== language && isThere(other, entries))
    .flatMap((other) => search(asked, entries, other) ?? [])
    .filter(({ match, language: other }) => fits(match, other === 'en'))
    .sort((one, two) => two.match.covered - one.match.covered);
  if (elsewhere === undefined) return { entries: [] };
  const byId = new Map(inLanguage(entries, language).map((entry) => [entry.id, entry]));
  return { entries: elsewhere.found.flatMap(({ id }) => byId.get(id) ?? []) };
}

interface Searched {
  readonly language: Language;
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
  const termsOf = (text: string) => askedTerms(text, language).map(({ stem }) => stem);
  const made: Prepared = {
    byId: new Map(looked.map((entry) => [entry.id, entry])),
    index: indexOf(looked, termsOf),
    weigh: weigher(looked, termsOf),
  };
  known.set(language, made);
  return made;
}

/** @returns undefined when no word of the question is found */
function search(question: string, entries: readonly Entry[], language: Language): Searched | undefined {
  const { byId, index, weigh } = prepare(entries, language);
  const asked = askedTerms(question, language).slice(0, MAX_TERMS);
  const light = new Set(asked.filter((term) => term.light).map(({ stem }) => stem));
  const results = index.search(
    { queries: asked.map(({ stem }) => stem), combineWith: 'OR' },
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
      return [{ entry, match, rank: score * match.covered }];
    })
    .sort((one, two) => two.rank - one.rank);
  const [first] = ranked;
  const found = ranked.slice(0, MAX_FOUND).map(({ entry }) => entry);
  return first && { language, found, match: first.match };
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
