import type { Language } from '../../words/language.ts';
import type { Term } from '../terms.ts';
import { ASKING, EVERYDAY, SAME_PHRASES, sameStems } from './synonyms.ts';

export type AskedTerm = Pick<Term, 'stem' | 'light' | 'unspaced'> & {
  /** A word of every talk, whatever it is about. */
  readonly everyday: boolean;
};

/** What the programme writes out and shortens, by which both are found; the longest first. English in every language. */
const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/claiming partners? of record/giu, 'CPOR'],
  [/(digital )?partners? of record/giu, 'DPOR'],
  [/partner admin links?/giu, 'PAL'],
  [/cloud solution providers?/giu, 'CSP'],
  [/proofs? of execution/giu, 'POE'],
  [/azure consumed revenue/giu, 'ACR'],
  [/\b(mpn|partner|location)[ -]?ids?\b/giu, 'PartnerID'],
  [/\be-?mails?\b/giu, 'mail'],
  [/\bseats?\b/giu, 'licence'],
  [/\blicens(e|es|ed)\b/giu, 'licence'],
  [/\bprogram\b/giu, 'programme'],
  [/(\d) ?%/gu, '$1 percent'],
];

/**
 * Reads texts of one language as they are looked for: each word once, and in English each for all that mean the same.
 *
 * @returns a reader, made once a language
 */
export function askedReader(
  language: Language,
  read: (text: string) => readonly Term[],
): (text: string) => readonly AskedTerm[] {
  const isEnglish = language === 'en';
  const forms = isEnglish ? [...SHORT_FORMS, ...SAME_PHRASES] : SHORT_FORMS;
  const same = isEnglish ? sameStems(read) : new Map<string, string>();
  const asking = new Set(isEnglish ? read(ASKING).map(({ stem }) => stem) : []);
  const everyday = new Set(isEnglish ? read(EVERYDAY).map(({ stem }) => same.get(stem) ?? stem) : []);
  return (text) => {
    const short = forms.reduce((rest, [long, form]) => rest.replace(long, form), text);
    const terms = read(short).map((term) => {
      const stem = same.get(term.stem) ?? term.stem;
      return { ...term, stem, light: term.light || asking.has(term.stem), everyday: everyday.has(stem) };
    });
    return [...new Map(terms.map((term) => [term.stem, term])).values()];
  };
}
