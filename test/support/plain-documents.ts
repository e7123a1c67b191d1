import type { JobBody } from '../../src/usecases/jobs.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import {
  ConflictError,
  type Condition,
  type Document,
  type Documents,
  type DocumentKind,
} from '../../src/usecases/ports.ts';

interface Held {
  readonly kind: string;
  readonly etag: string;
  readonly value: unknown;
}

/** Documents as plain values in memory, without schemas and indexes: for thousands of short histories. */
export interface PlainDocuments extends Documents {
  /** Jobs that are due, oldest first. */
  due(now: Date): Document<JobBody>[];
  /** Everything of one kind, wherever it lies. */
  all<T>(kind: DocumentKind<T>): T[];
}

export function plainDocuments(): PlainDocuments {
  const held = new Map<string, Map<string, Held>>();
  let etags = 0;
  const at = (partition: string) => {
    const found = held.get(partition) ?? new Map<string, Held>();
    held.set(partition, found);
    return found;
  };
  // Whoever asks for a kind gets what was stored as that kind.
  const documentsOf = <T>(kind: DocumentKind<T>, partition: string): Document<T>[] =>
    [...at(partition)].flatMap(([id, one]) =>
      one.kind === kind.name ? [{ partition, id, etag: one.etag, value: one.value as T }] : [],
    );
  const listed = <T>(kind: DocumentKind<T>, partition: string, where: readonly Condition[]) =>
    documentsOf(kind, partition).filter(({ value }) => where.every((condition) => meets(value, condition)));

  return {
    get: (kind, partition, id) =>
      Promise.resolve(documentsOf(kind, partition).find((document) => document.id === id)),
    list: (kind, partition, { where = [], limit }) =>
      Promise.resolve({ items: listed(kind, partition, where).slice(0, limit) }),
    listWith: () => Promise.reject(new Error('not played here')),
    count: (kind, partition, where) => Promise.resolve(listed(kind, partition, where).length),
    commit(partition, changes) {
      const documents = at(partition);
      if (changes.length > 100 || new Set(changes.map(({ id }) => id)).size < changes.length) {
        return Promise.reject(new RangeError('a commit has at most 100 writes, each of another document'));
      }
      for (const change of changes) {
        const expected = change.op === 'create' ? undefined : change.etag;
        if (documents.get(change.id)?.etag !== expected) return Promise.reject(new ConflictError(change.id));
      }
      return Promise.resolve(
        changes.map((change) => {
          if (change.op === 'delete') {
            documents.delete(change.id);
            return '';
          }
          const etag = String(++etags);
          documents.set(change.id, { kind: change.kind.name, etag, value: change.value });
          return etag;
        }),
      );
    },
    scan: () => {
      throw new Error('not played here');
    },
    due: (now) =>
      [...held.keys()]
        .flatMap((partition) => documentsOf(JobDocument, partition))
        .filter(({ value }) => value.dueAt !== undefined && value.dueAt <= now)
        .toSorted((one, two) => Number(one.value.dueAt) - Number(two.value.dueAt)),
    all: (kind) =>
      [...held.keys()].flatMap((partition) => documentsOf(kind, partition).map(({ value }) => value)),
  };
}

function meets(value: unknown, condition: Condition): boolean {
  const held = (value as { readonly [field: string]: unknown })[condition.field];
  if (condition.is === 'in') return condition.values.some((wanted) => wanted === held);
  if (condition.is !== '=') throw new Error(`${condition.is} is not played here`);
  return held === condition.value;
}
