import type { Language } from '../../words/language.ts';
import { lexiconOf } from '../lexicon.ts';
import type { Term } from '../terms.ts';
import { SMALL_WORDS } from './small-words.ts';

export type AskedTerm = Pick<Term, 'stem' | 'light' | 'unspaced'>;

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
  [/\bpartners\b/giu, 'partner'],
  [/(\d) ?%/gu, '$1 percent'],
];

/** The words of a text as they are looked for, each once. */
export function askedTerms(text: string, language: Language): readonly AskedTerm[] {
  const short = SHORT_FORMS.reduce((rest, [long, form]) => rest.replace(long, form), text);
  const small = SMALL_WORDS[language];
  const terms = lexiconOf(language)
    .read(short)
    .map((term) => ({ ...term, light: term.light || small?.has(term.typed) === true }));
  return [...new Map(terms.map((term) => [term.stem, term])).values()];
}
