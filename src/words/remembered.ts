/** Enough for the languages and zones of everybody who writes in a day. */
const MAX_REMEMBERED = 500;

/**
 * Keeps what was made of a text, for what costs far more than looking it up: things of Intl, the stem of a word. Texts may
 * come from clients, so it begins anew after `most` of them.
 */
export function remembered<T>(make: (text: string) => T, most = MAX_REMEMBERED): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}
