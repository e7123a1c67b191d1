/**
 * What several sources give, each in an order, in that order: each is asked for its next only when its last was taken.
 *
 * @param compare total, and the order of every source
 */
export async function* merged<T>(
  sources: readonly AsyncIterator<T, void>[],
  compare: (one: T, other: T) => number,
): AsyncGenerator<T> {
  const asked = await Promise.all(sources.map(async (source) => ({ source, head: await source.next() })));
  for (;;) {
    const first = asked.reduce<{ at: (typeof asked)[number]; value: T } | undefined>((best, at) => {
      if (at.head.done === true) return best;
      const { value } = at.head;
      return best === undefined || compare(value, best.value) < 0 ? { at, value } : best;
    }, undefined);
    if (first === undefined) return;
    yield first.value;
    first.at.head = await first.at.source.next();
  }
}
