/**
 * What a colour says, as a mark in front of the words: Teams' green cannot be read on its light cards (2.1 : 1), its red not
 * on its dark ones (3.4 : 1), and nobody has to tell colours apart. Its accent can be read on both (5.1 : 1 and more).
 */
const MARKS: { readonly [color: string]: { readonly mark: string; readonly keepsColor: boolean } } = {
  Good: { mark: '✓', keepsColor: false },
  Attention: { mark: '⚠', keepsColor: false },
  Accent: { mark: '●', keepsColor: true },
};

/**
 * An element with its colour as a mark; what is a sign itself needs none. One without a text, or without one of these
 * colours, as it is.
 */
export function marked(node: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  const { color, ...rest } = node;
  const { text } = rest;
  const said = typeof color === 'string' ? MARKS[color] : undefined;
  if (said === undefined || typeof text !== 'string' || text === '') return node;
  const own = /[\p{L}\p{N}]/u.test(text) ? { ...rest, text: `${said.mark} ${text}` } : rest;
  return said.keepsColor ? { ...own, color } : own;
}

/** Text as it was before {@link marked}. */
export function unmarked(text: string): string {
  return text.replace(/^[✓⚠●] /u, '');
}
