import type { Documents } from '../../src/usecases/ports.ts';

/** The same documents, noting what is read: one entry a request. */
export function countingDocuments(given: Documents, note: (read: string) => void): Documents {
  return {
    ...given,
    get: (kind, partition, id) => {
      note(`get ${kind.name}`);
      return given.get(kind, partition, id);
    },
    list: (kind, partition, query) => {
      note(`list ${kind.name}`);
      return given.list(kind, partition, query);
    },
    listWith: (kind, partition, query, beside) => {
      const ids = Object.values<{ readonly id: string }>(beside).map(({ id }) => id);
      note(`list ${[kind.name, ...ids].join(' with ')}`);
      return given.listWith(kind, partition, query, beside);
    },
    count: (kind, partition, where) => {
      note(`count ${kind.name}`);
      return given.count(kind, partition, where);
    },
  };
}
