import type { DocumentStore, Write } from '../../src/store/document-store.ts';
import { SPREAD } from '../../src/store/cosmos.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { pointReadRu, queryRu, writeRu } from './azure-figures.ts';

/** What a partition key took, and what has come to lie in it. */
export interface Entry {
  reads: number;
  queries: number;
  writes: number;
  ru: number;
  /** JSON that lies there more than before; what goes by itself counts apart, with its life. */
  bytes: number;
  passing: number;
  /** Bytes times seconds of what goes by itself. */
  byteSeconds: number;
}

/** A document that lies there. */
interface Lying {
  readonly bytes: number;
  readonly ttlSeconds: number | undefined;
}

/** By partition key. */
export type Ledger = Map<string, Entry>;

/**
 * Writes down what is asked of a store: a request, its charge on paper and what is kept after it. What lies in shards does so
 * as in Azure Cosmos DB.
 *
 * @param book where it is written now
 */
export function meteredStore(store: DocumentStore, book: () => Ledger): DocumentStore {
  const sizes = new Map<string, Lying>();
  const entryOf = (partition: string) => entryIn(book(), partition);

  function wrote(partition: string, write: Write): void {
    const entry = entryOf(partition);
    const key = `${partition} ${write.id}`;
    const before = sizes.get(key);
    const bytes = write.op === 'delete' ? 0 : sizeOf(write.body);
    const ttlSeconds = write.op === 'delete' ? undefined : lifeOf(write);
    entry.writes++;
    entry.ru += writeRu(write.op, write.op === 'delete' ? (before?.bytes ?? 0) : bytes);
    const after = { bytes, ttlSeconds };
    // What was there before anything was written down stays about as large as it was.
    keep(entry, -1, before ?? (write.op === 'create' ? undefined : after));
    keep(entry, 1, after);
    if (write.op === 'delete') sizes.delete(key);
    else sizes.set(key, after);
  }

  return {
    ...bound(store),
    spread: SPREAD,
    async get(partition, id) {
      const found = await store.get(partition, id);
      const entry = entryOf(partition);
      entry.reads++;
      entry.ru += pointReadRu(found === undefined ? 0 : sizeOf(found.body));
      return found;
    },
    async query(partition, spec) {
      const page = await store.query(partition, spec);
      const entry = entryOf(partition);
      entry.queries++;
      entry.ru += queryRu([...page.items, ...(page.beside ?? [])].map(({ body }) => sizeOf(body)));
      return page;
    },
    async count(partition, spec) {
      const entry = entryOf(partition);
      entry.queries++;
      entry.ru += queryRu([]);
      return store.count(partition, spec);
    },
    async commit(partition, writes) {
      const etags = await store.commit(partition, writes);
      for (const write of writes) wrote(partition, write);
      return etags;
    },
  };
}

function keep(entry: Entry, sign: 1 | -1, one: Lying | undefined): void {
  if (one === undefined) return;
  if (one.ttlSeconds === undefined) entry.bytes += sign * one.bytes;
  else {
    entry.passing += sign * one.bytes;
    entry.byteSeconds += sign * one.bytes * one.ttlSeconds;
  }
}

/** In seconds; a job goes when it is done. */
function lifeOf({ kind, body, ttlSeconds }: Exclude<Write, { readonly op: 'delete' }>): number | undefined {
  const { dueAt } = body;
  if (kind !== JobDocument.name || typeof dueAt !== 'string') return ttlSeconds;
  return Math.max(0, (Date.parse(dueAt) - Date.now()) / 1_000);
}

function bound(store: DocumentStore): DocumentStore {
  // A store is an object of closures: what is not written down here goes to it unchanged.
  return { ...store };
}

export function entryIn(ledger: Ledger, partition: string): Entry {
  const known = ledger.get(partition);
  if (known !== undefined) return known;
  const made = { reads: 0, queries: 0, writes: 0, ru: 0, bytes: 0, passing: 0, byteSeconds: 0 };
  ledger.set(partition, made);
  return made;
}

/** What Cosmos DB adds to each document: its own fields and our envelope. */
const ENVELOPE_BYTES = 350;

function sizeOf(body: object): number {
  return ENVELOPE_BYTES + Buffer.byteLength(JSON.stringify(body));
}
