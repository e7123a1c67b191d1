import type { Documents } from '../usecases/ports.ts';

/** How cards read: what several of them ask for at one instant is read once. */
export type SharedReads = Pick<Documents, 'get' | 'list' | 'listWith' | 'count'>;

/**
 * Reads that are asked for within one turn of the event loop share their answer: the readers of one event are told at one
 * instant, and have nearly all of what their cards show in common. It is never older than that turn, and the embedded store
 * writes nothing within one; what is shared is what is stored, never what somebody may see of it, which is judged for each.
 */
export function sharedReads(documents: Documents): SharedReads {
  let turn = new Map<string, Promise<unknown>>();

  function once<T>(key: readonly unknown[], read: () => Promise<T>): Promise<T> {
    const name = JSON.stringify(key);
    // A key names the kind, and so the type, of what is read by it.
    const known = turn.get(name) as Promise<T> | undefined;
    if (known !== undefined) return known;
    if (turn.size === 0) {
      setImmediate(() => {
        turn = new Map();
      });
    }
    const asked = read();
    turn.set(name, asked);
    return asked;
  }

  return {
    get: (kind, partition, id) =>
      once(['get', kind.name, partition, id], () => documents.get(kind, partition, id)),
    list: (kind, partition, query) =>
      once(['list', kind.name, partition, query], () => documents.list(kind, partition, query)),
    listWith: (kind, partition, query, beside) => {
      const ids = Object.entries<{ readonly id: string }>(beside).map(([name, { id }]) => [name, id]);
      return once(['listWith', kind.name, partition, query, ids], () =>
        documents.listWith(kind, partition, query, beside),
      );
    },
    count: (kind, partition, where) =>
      once(['count', kind.name, partition, where], () => documents.count(kind, partition, where)),
  };
}
