/** Legal forms at the end of a name, as one word each once dots are gone. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'ab ag aps as asa bhd bv co company corp corporation eg ev gmbh group holding inc incorporated kft kg kgaa kk limited llc llp lp ltd mbh nv oy oyj plc pte pty sa sarl sas se sl sdn sl spa spzoo srl sro ug'.split(
    ' ',
  ),
);
/** Letters that are not another letter with a mark. */
const LETTERS: { readonly [letter: string]: string } = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/**
 * A customer's name for comparing: without case, accents, punctuation, and legal forms at the end. `Litware, Inc.` and
 * `LITWARE` are one; `''` when nothing is left to compare.
 */
export function comparableName(name: string): string {
  const words = name
    .slice(0, 400)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđ]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/[.'\u2018\u2019`]/g, '')
    .replaceAll('&', ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const kept = [...words];
  while (kept.length > 1 && isForm(kept.at(-1))) kept.pop();
  return kept.join(' ');
}

/** `GmbH & Co. KG` leaves its "and" as well. */
function isForm(word = ''): boolean {
  return word === 'and' || LEGAL_FORMS.has(word);
}
