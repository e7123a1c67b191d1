import { toDocument, toWrite } from '../../src/store/documents.ts';
import type { Stored } from '../../src/store/document-store.ts';
import { ConflictError, type Documents } from '../../src/usecases/ports.ts';

/** Point reads and commits in memory, for use cases that need no queries. Bodies pass their schemas as in the real store. */
export interface MemoryDocuments extends Documents {
  readonly stored: Map<string, Stored>;
  /** Called before each commit; throws to play a fault. */
  onCommit: (partition: string) => void;
}

export function memoryDocuments(): MemoryDocuments {
  const stored = new Map<string, Stored>();
  let etags = 0;
  const missing = () => Promise.reject(new Error('not played here'));
  const self: MemoryDocuments = {
    stored,
    onCommit: () => undefined,
    get: (kind, partition, id) => {
      const found = stored.get(`${partition} ${id}`);
      return Promise.resolve(found === undefined ? undefined : toDocument(kind, found));
    },
    commit: async (partition, changes) => {
      self.onCommit(partition);
      const writes = changes.map(toWrite);
      for (const write of writes) {
        const there = stored.get(`${partition} ${write.id}`);
        const expected = write.op === 'create' ? undefined : write.etag;
        if (there?.etag !== expected) throw new ConflictError(write.id);
      }
      return writes.map((write) => {
        const key = `${partition} ${write.id}`;
        if (write.op === 'delete') {
          stored.delete(key);
          return '';
        }
        const etag = String(++etags);
        stored.set(key, { partition, id: write.id, kind: write.kind, etag, body: write.body });
        return etag;
      });
    },
    list: missing,
    listWith: missing,
    count: missing,
    scan: () => {
      throw new Error('not played here');
    },
  };
  return self;
}
