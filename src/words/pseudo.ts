/** Accented letters for plain ones: readable, and seen at once not to be a literal. */
const LETTERS: { readonly [letter: string]: string } = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  C: 'Ç',
  N: 'Ñ',
  S: 'Š',
  Y: 'Ý',
  Z: 'Ž',
};

/**
 * The message with its letters changed and in brackets; what stands in braces stays, but for the sentences of plurals and
 * choices. `{n, plural, one {# day} other {# days}}` becomes `⟦{n, plural, one {# dáý} other {# dáýš}}⟧`.
 */
export function pseudo(message: string): string {
  let changed = '';
  // Depth of braces: even is text (a choice's sentence lies two deep), odd is an argument's name and form.
  let depth = 0;
  for (const letter of message) {
    if (letter === '{') depth++;
    if (letter === '}') depth--;
    changed += depth % 2 === 0 ? (LETTERS[letter] ?? letter) : letter;
  }
  return `⟦${changed}⟧`;
}
