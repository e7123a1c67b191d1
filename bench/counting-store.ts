import type { DocumentStore } from '../src/store/document-store.ts';

/** What was asked of a store. */
export interface Asked {
  /** Point reads, and queries and counts of one partition. */
  gets: number;
  queries: number;
  commits: number;
  /** Documents that queries gave back. */
  rows: number;
  /** Reads over partitions: none of them belongs into a turn. */
  across: number;
}

export function nothingAsked(): Asked {
  return { gets: 0, queries: 0, commits: 0, rows: 0, across: 0 };
}

/** @param book where to count what is asked now; undefined: nowhere */
export function countingStore(store: DocumentStore, book: () => Asked | undefined): DocumentStore {
  const note = (what: keyof Asked, by = 1) => {
    const asked = book();
    if (asked !== undefined) asked[what] += by;
  };
  return {
    engine: store.engine,
    spread: store.spread,
    get(partition, id) {
      note('gets');
      return store.get(partition, id);
    },
    async query(partition, spec) {
      note('queries');
      const page = await store.query(partition, spec);
      note('rows', page.items.length);
      return page;
    },
    count(partition, spec) {
      note('queries');
      return store.count(partition, spec);
    },
    commit(partition, writes) {
      note('commits');
      return store.commit(partition, writes);
    },
    commitMany: (batches) => store.commitMany(batches),
    due(dueBy, limit, shards) {
      note('across');
      return store.due(dueBy, limit, shards);
    },
    backlog: (now) => store.backlog(now),
    trouble: () => store.trouble(),
    isGone: () => store.isGone(),
    check: () => store.check(),
    forget: () => store.forget(),
    scan(collection, kind) {
      note('across');
      return store.scan(collection, kind);
    },
    close: () => store.close(),
  };
}
