import type { AskedTerm } from './content.ts';

/**
 * What the programme writes out and shortens, by which both are found; the longest first. English in every language, but for what
 * Japanese calls a customer to its face.
 */
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
  [/お客(様|さま|さん)/gu, '顧客'],
];

/** The words of a text as they are looked for, each once; a pair of characters once in each word. */
export function askedTerms(text: string, read: (text: string) => readonly AskedTerm[]): readonly AskedTerm[] {
  const short = SHORT_FORMS.reduce((rest, [long, form]) => rest.replace(long, form), text);
  return [...new Map(read(short).map((term) => [`${term.word} ${term.stem}`, term])).values()];
}
