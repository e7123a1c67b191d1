import type { Condition, Etag, Order, Place } from '../usecases/ports.ts';

/**
 * The port both engines implement: documents as JSON, in partitions `<collection>/<key>`. No SQL crosses it, so that
 * what one engine can do the other can.
 */

/** JSON: strings, numbers, booleans, null, arrays, objects. No `undefined`, no `Date`. */
export type Body = { readonly [field: string]: unknown };

export interface Stored {
  readonly partition: string;
  readonly id: string;
  readonly kind: string;
  readonly etag: Etag;
  readonly body: Body;
  /** What the body was taken apart from, where the engine has it: shows a change that left the etag as it was, as by hand. */
  readonly text?: string;
  /** Absent: it stays until it is deleted. */
  readonly expiresAt?: Date;
}

export type Write =
  | {
      readonly op: 'create';
      readonly id: string;
      readonly kind: string;
      readonly body: Body;
      /** Gone after so many seconds: not returned by any read from then on. */
      readonly ttlSeconds?: number;
    }
  | {
      readonly op: 'replace';
      readonly id: string;
      readonly kind: string;
      readonly body: Body;
      readonly etag: Etag;
      readonly ttlSeconds?: number;
    }
  | { readonly op: 'delete'; readonly id: string; readonly etag: Etag };

/** Conditions and orders name top-level body fields that `indexes.ts` declares for the kind. */
export interface QuerySpec {
  readonly kind: string;
  readonly where?: readonly Condition[];
  readonly orderBy?: readonly Order[];
  readonly limit: number;
  readonly after?: string;
  readonly behind?: Place;
  /** Ids of documents of other kinds in the partition that come with the page. For the first page by id only. */
  readonly beside?: readonly string[];
}

export interface StoredPage {
  readonly items: readonly Stored[];
  /** Keyset cursor: opaque, stable over ties and over writes between two pages. */
  readonly next?: string;
  /** Those that are there of the ones asked for beside it, in no order. */
  readonly beside?: readonly Stored[];
}

export interface Batch {
  readonly partition: string;
  readonly writes: readonly Write[];
}

/** What became of a batch of {@link DocumentStore.commitMany}; `index` is its place in the input. */
export type Outcome =
  | { readonly index: number; readonly ok: true; readonly etags: readonly Etag[] }
  | { readonly index: number; readonly ok: false; readonly error: Error };

export interface Backlog {
  /** Jobs due and not done; those waiting for a further attempt or for pacing included. */
  readonly pending: number;
  /** Age of the oldest of them in seconds, 0 when there is none. */
  readonly oldestPendingSeconds: number;
  /** Jobs that gave up and rest without a due date. */
  readonly dead: number;
}

/** Why a store cannot be worked with; `unreachable`: one over a network, or one that does not answer. */
export type Trouble = 'full' | 'locked' | 'read-only' | 'gone' | 'damaged' | 'unreachable';

export interface DocumentStore {
  readonly engine: 'sqlite' | 'cosmos';
  /** Over how many partitions that has to lie which the whole programme reads and writes all the time. */
  readonly spread: number;
  /** A point read. */
  get(partition: string, id: string): Promise<Stored | undefined>;
  /** One partition only. */
  query(partition: string, spec: QuerySpec): Promise<StoredPage>;
  count(partition: string, spec: Pick<QuerySpec, 'kind' | 'where'>): Promise<number>;
  /** All or none, each with its own precondition; 1 to 100 writes. @throws ConflictError, DocumentTooLarge, InvalidId, StoreUnavailable */
  commit(partition: string, writes: readonly Write[]): Promise<readonly Etag[]>;
  /** For imports: each batch atomic, batches in any order; a failed one does not stop the others. */
  commitMany(batches: AsyncIterable<Batch> | Iterable<Batch>): AsyncIterable<Outcome>;
  /**
   * Jobs (kind `job`) over all partitions whose `dueAt` is at or before `dueBy`, oldest first, at most `limit`.
   * The age that {@link backlog} reports counts from the body's `dueSince` (when it first came due).
   *
   * @param shards of which shards alone (`domain/instances/shards.ts`); absent: of all
   */
  due(dueBy: Date, limit: number, shards?: readonly number[]): AsyncIterable<Stored>;
  backlog(now: Date): Promise<Backlog>;
  /** Tries to write, at most every two seconds. @returns undefined: it can be read and written */
  trouble(): Promise<Trouble | undefined>;
  /** What lies under it was deleted or replaced: whatever is written now is lost. Cheap. */
  isGone(): boolean;
  /** Begins to look for damage, beside the work. */
  check(): void;
  /** Every document of a collection, all partitions, in a stable order. Never in a turn. */
  scan(collection: string, kind?: string): AsyncIterable<Stored>;
  /**
   * Sees to it that what was deleted or overwritten is not in its files any more; what expired is deleted first. Rare: it may
   * keep writers waiting for as long as the file takes to be written.
   *
   * @returns false when somebody else was using the file, and it has to be tried again
   */
  forget(): Promise<boolean>;
  close(): Promise<void>;
}

/** An id holds `/ \ ? #` or a control character, is empty, or is over 255 bytes. (Slashes are allowed in partitions only.) */
export class InvalidId extends Error {
  readonly code = 'invalid-id';
}

/** A document above 1.9 MB of UTF-8 JSON, which Cosmos DB would refuse. */
export class DocumentTooLarge extends Error {
  readonly code = 'document-too-large';
}

/** The most that a document's JSON may take, in UTF-8 bytes: below Cosmos DB's 2 MB by what its own fields take. */
export const MAX_DOCUMENT_BYTES = 1_900_000;

/** Most writes of one commit; Cosmos DB's limit for a transactional batch. */
export const MAX_WRITES = 100;
