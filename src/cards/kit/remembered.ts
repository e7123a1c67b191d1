/** Enough for the languages and zones of everybody who writes in a day. */
const MAX_REMEMBERED = 500;

/**
 * Keeps what was made of a text, for things of Intl that cost far more than what is done with them. Texts may come from
 * clients, so it begins anew after {@link MAX_REMEMBERED} of them.
 */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(text, made);
    return made;
  };
}
