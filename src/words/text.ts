declare const OURS: unique symbol;

/**
 * Text that may be put on a card: it came from the catalogue, or it went through a function that escapes. A plain string
 * is not one, so that neither a literal in the code nor a name from outside gets onto a card by accident.
 */
export type Text = string & { readonly [OURS]: 'text' };

/** Nothing at all, which hides an element of a template. */
export const NONE = '' as Text;

/**
 * Says that a string may be put on a card as it is. Only for the catalogue, and for functions that escape or format.
 */
export function asText(text: string): Text {
  return text as Text;
}
