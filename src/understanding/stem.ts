import snowball from 'snowball-stemmers';
import type { Language } from '../words/language.ts';
import { remembered } from '../words/remembered.ts';

/** Of Snowball. Arabic has an own one below; the others do not change their words, or write them without spaces. */
const ALGORITHMS: { readonly [language in Language]?: string } = {
  en: 'english',
  fr: 'french',
  de: 'german',
  es: 'spanish',
  pt: 'portuguese',
  it: 'italian',
};

/** Endings that Snowball leaves, most of them since it looks for their accents, which are gone: `reclamación`, `indicações`. */
const ENDINGS: { readonly [language in Language]?: readonly (readonly [RegExp, string])[] } = {
  es: [[/(?<=[au])cion$/, 'ción']],
  pt: [
    [/oes$/, 'ao'],
    [/ns$/, 'm'],
    [/(?<=..[aeu])is$/, 'l'],
  ],
};

/** Of a language: more than the knowledge base and the phrases have. */
const MAX_WORDS = 5_000;

/** What words are compared by: those that were `normalised`, without their endings. Texts say most words again and again. */
export function stemmerOf(language: Language): (word: string) => string {
  return remembered(stemmerFor(language), MAX_WORDS);
}

function stemmerFor(language: Language): (word: string) => string {
  if (language === 'ar') return arabicStem;
  const algorithm = ALGORITHMS[language];
  if (algorithm === undefined) return (word) => word;
  const stemmer = snowball.newStemmer(algorithm);
  const endings = ENDINGS[language] ?? [];
  return (word) => stemmer.stem(endings.reduce((rest, [ending, read]) => rest.replace(ending, read), word));
}

/** Arabic endings in the order in which they come off: of the owner, of number and gender, and of what remains. */
const ARABIC_ENDINGS = ['نا', 'كم', 'هم', 'ها', 'ي', 'ان', 'ات', 'ون', 'ين', 'ه', 'ت', 'ي', 'ا'];
/** Letters that a word keeps at least. */
const KEPT = 3;

/** "And", before words that have letters enough without it. */
const ARABIC_AND = /^و(?=...)/u;
/** The article, and what is tied before it. */
const ARABIC_THE = /^(?:ال|بال|كال|فال|لل)(?=..)/u;

/**
 * Takes off what is tied before a word and its endings, as the light stemmer of Larkey, Ballesteros and Connell does (light10,
 * 2002), and the owner with them. Snowball's takes letters of the word itself: of `شريك`, a partner, not of `الشريك`.
 */
function arabicStem(word: string): string {
  // Words that begin with the letter of "and" lose it with the article and without.
  const bare = word.replace(ARABIC_AND, '').replace(ARABIC_THE, '').replace(ARABIC_AND, '');
  return ARABIC_ENDINGS.reduce(
    (rest, ending) =>
      rest.endsWith(ending) && rest.length >= ending.length + KEPT ? rest.slice(0, -ending.length) : rest,
    bare,
  );
}
