import { frozen } from './frozen.ts';

/** Of a few hundred things that people look at in the same hour. */
const MAX_REMEMBERED = 500;

/** @param of what it follows from @param under all else that it hangs on */
export type RememberedOf<T> = (of: object, under: string, make: () => T) => T;

/**
 * Keeps what follows from a value that nobody changes, such as a stored document as read: it is worked out once for all who ask,
 * and goes with the value. What is kept is shared, and so it is frozen. It begins anew after `most` of them.
 */
export function rememberedOf<T>(most = MAX_REMEMBERED): RememberedOf<T> {
  let known = new WeakMap<object, Map<string, T>>();
  let count = 0;
  return (of, under, make) => {
    const found = known.get(of)?.get(under);
    if (found !== undefined) return found;
    const made = frozen(make());
    if (count >= most) {
      known = new WeakMap();
      count = 0;
    }
    const all = known.get(of) ?? new Map<string, T>();
    known.set(of, all.set(under, made));
    count++;
    return made;
  };
}
