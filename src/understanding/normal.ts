/** Marks above and below Latin letters, and the short vowels of Arabic, which people leave out. */
const MARKS = /(?<=\p{Script=Latin}\p{M}*)\p{M}|[\u064b-\u065f\u0670\u0640]/gu;
/** Letters of Arabic that are typed one for the other. */
const ARABIC: readonly (readonly [RegExp, string])[] = [
  [/[أإآٱ]/g, 'ا'],
  [/ى/g, 'ي'],
  [/ة/g, 'ه'],
];
/** All that is no letter, digit or mark. */
const SEPARATORS = /[^\p{L}\p{N}\p{M}]+/gu;

/**
 * Text as it is compared: without case, accents, width, punctuation and invisible characters. `Où en est l’« Azure » ?`
 * becomes `ou en est l azure`.
 */
export function normalised(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(MARKS, '').normalize('NFC');
  const arabic = ARABIC.reduce((read, [letter, plain]) => read.replace(letter, plain), folded);
  return arabic.replace(SEPARATORS, ' ').trim();
}
