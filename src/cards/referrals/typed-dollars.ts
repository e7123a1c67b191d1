/**
 * Dollars as people type them in any of the languages: one mark between thousands throughout, and at most two decimals. Three
 * digits after a mark are thousands, since nobody types thousandths of a dollar: `12,000`, `12.000` and `12 000` are the same.
 */
const DOLLARS = /^(?:\$|USD)? ?(\d{1,3}([ ,.’'])\d{3}(?:\2\d{3})*|\d{1,12})(?:[.,](\d{1,2}))? ?(?:\$|USD)?$/i;
const ARABIC_DIGITS = /[\u0660-\u0669]/g;
const ZERO = 0x06_60;

/** @returns undefined for what is no amount */
export function typedDollars(value: string): number | undefined {
  const latin = value
    .normalize('NFKC')
    .trim()
    .replaceAll(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) ?? ZERO) - ZERO));
  const match = DOLLARS.exec(latin);
  if (match === null) return undefined;
  const [, whole = '', , cents = ''] = match;
  return Number(`${whole.replaceAll(/\D/g, '')}.${cents === '' ? '0' : cents}`);
}
