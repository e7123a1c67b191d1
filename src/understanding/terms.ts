import * as stopwords from 'stopword';
import type { Language } from '../words/language.ts';
import { normalised } from './normal.ts';
import { stemmerOf } from './stem.ts';

/** Scripts that write words without spaces between them; Korean does, but ties particles to its words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

/** A word as it is compared, and as it was typed. */
export interface Term {
  readonly stem: string;
  readonly typed: string;
  /** A word that carries little of the meaning: "the", "please", "show". */
  readonly light: boolean;
  /** Two characters of a script without spaces, perhaps across the border of two words. */
  readonly unspaced: boolean;
}

const LIGHT: { readonly [language in Language]: readonly string[] } = {
  en: stopwords.eng,
  fr: stopwords.fra,
  de: stopwords.deu,
  es: stopwords.spa,
  pt: [...stopwords.por, ...stopwords.porBr],
  it: stopwords.ita,
  ar: stopwords.ara,
  ja: stopwords.jpn,
  ko: stopwords.kor,
  zh: stopwords.zho,
};

/** Reads text of one language word by word. @param polite words of courtesy of that language, which mean nothing here */
export function termReader(language: Language, polite: readonly string[]): (text: string) => readonly Term[] {
  const stemOf = stemmerOf(language);
  // The programme's own terms are English everywhere, and so are the small words in them.
  const light = new Set(
    [...LIGHT.en, ...LIGHT[language], ...polite].flatMap((word) => normalised(word).split(' ')),
  );
  const courtesy = polite
    .map(normalised)
    .filter(isUnspaced)
    .sort((one, other) => other.length - one.length);
  const stem = (word: string) => (/\d/.test(word) ? word : stemOf(word));
  return (text) =>
    // What is written without spaces is rid of its courtesy before it is taken apart.
    courtesy
      .reduce((rest, words) => rest.replaceAll(words, ' '), normalised(text))
      .split(' ')
      .flatMap((word) => pieces(word))
      .filter((word) => word !== '')
      .map((word) => ({
        stem: stem(word),
        typed: word,
        light: light.has(word) || isScrap(word),
        unspaced: isUnspaced(word),
      }));
}

function isUnspaced(word: string): boolean {
  return word.search(UNSPACED) >= 0;
}

/** What an apostrophe leaves of a word, the s of "what's", the d of "d'accord"; and Arabic letters before names in Latin ones. */
function isScrap(word: string): boolean {
  return word.length === 1 && /[a-zء-ي]/.test(word);
}

/** A word; of one that is written without spaces, each two characters that stand together. */
function pieces(word: string): string[] {
  if (!isUnspaced(word)) return [word];
  const found: string[] = [];
  let from = 0;
  for (const match of word.matchAll(UNSPACED)) {
    found.push(word.slice(from, match.index), ...pairs(match[0]));
    from = match.index + match[0].length;
  }
  return [...found, word.slice(from)];
}

function pairs(run: string): string[] {
  const letters = Array.from(run);
  if (letters.length === 1) return letters;
  return letters.slice(0, -1).map((letter, at) => `${letter}${letters[at + 1] ?? ''}`);
}
