import type { z } from 'zod';

/**
 * What use cases need of the outside. Documents are the truth: a document lives in the partition in which its rule must
 * hold, so that the rule is one atomic commit (`docs/architecture.md`, "Where the truth lives").
 */

export type Etag = string;

/** A kind of document: its name, the version written now, and the schema that stored bodies pass on the way out. */
export interface DocumentKind<T> {
  readonly name: string;
  readonly version: number;
  /** Codecs turn stored text into domain values (instants) and back. */
  readonly schema: z.ZodType<T>;
  /** Read in many turns and seldom written: what was parsed of it is kept for as long as it stands as it is. */
  readonly readOften?: true;
  /** One step each: what turns a body of version n into one of n + 1. */
  readonly upgrades?: {
    readonly [fromVersion: number]: (body: Record<string, unknown>) => Record<string, unknown>;
  };
}

/** A value as read: where it lies, the etag it was read at, and the cells of the import row it came from, if any. */
export interface Document<T> {
  readonly partition: string;
  readonly id: string;
  readonly etag: Etag;
  readonly value: T;
  readonly imported?: ImportedCells;
}

/** The cells of the CSV row as last imported, so that the next import touches only those that differ. */
export type ImportedCells = { readonly [column: string]: string };

export type Scalar = string | number | boolean;

/** Conditions on top-level fields of the stored body. Instants are compared as their RFC 3339 text. */
export type Condition =
  | { readonly field: string; readonly is: '=' | '<' | '<=' | '>' | '>='; readonly value: Scalar }
  | { readonly field: string; readonly is: 'in'; readonly values: readonly Scalar[] }
  /** The field is an array that holds the value. */
  | { readonly field: string; readonly is: 'contains'; readonly value: Scalar }
  /** The field is an array that holds at least one of the values. */
  | { readonly field: string; readonly is: 'contains-any'; readonly values: readonly Scalar[] }
  | { readonly field: string; readonly is: 'null' };

export interface Order {
  readonly field: string;
  readonly descending?: boolean;
}

/** Orders end with the id, so that paging is stable over ties. */
export interface Query {
  readonly where?: readonly Condition[];
  readonly orderBy?: readonly Order[];
  /** 1 to 1,000. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
  /** Instead of `after`: begins behind this place, whether or not a document stands there. */
  readonly behind?: Place;
}

/** A place in an order: the values of `orderBy`, then the id. */
export interface Place {
  readonly values: readonly (string | number)[];
  readonly id: string;
}

export interface Page<T> {
  readonly items: readonly Document<T>[];
  readonly next?: string;
}

/** A document that is read with a page of others. */
export interface Beside<T> {
  readonly kind: DocumentKind<T>;
  readonly id: string;
}

/** One write of a commit. Made by {@link create}, {@link replace} and {@link remove}. */
export type Change =
  | {
      readonly op: 'create';
      readonly kind: DocumentKind<unknown>;
      readonly id: string;
      readonly value: unknown;
      readonly imported?: ImportedCells;
      readonly ttlSeconds?: number;
    }
  | {
      readonly op: 'replace';
      readonly kind: DocumentKind<unknown>;
      readonly id: string;
      readonly etag: Etag;
      readonly value: unknown;
      readonly imported?: ImportedCells;
      readonly ttlSeconds?: number;
    }
  | { readonly op: 'delete'; readonly id: string; readonly etag: Etag };

export interface Documents {
  /**
   * Over how many partitions the store wants that to lie which the whole programme reads and writes all the time; absent: one.
   */
  readonly spread?: number;
  /** A point read. @throws DocumentInvalid when what is stored does not pass the kind's schema */
  get<T>(kind: DocumentKind<T>, partition: string, id: string): Promise<Document<T> | undefined>;
  /** A page of one partition's documents of one kind. */
  list<T>(kind: DocumentKind<T>, partition: string, query: Query): Promise<Page<T>>;
  /** The first page, by id, and with it further documents of that partition by their ids: one request. */
  listWith<T, B extends object>(
    kind: DocumentKind<T>,
    partition: string,
    query: Pick<Query, 'where' | 'limit'>,
    beside: { readonly [K in keyof B]: Beside<B[K]> },
  ): Promise<Page<T> & { readonly beside: { readonly [K in keyof B]: Document<B[K]> | undefined } }>;
  /** How many of one partition's documents of one kind meet the conditions. */
  count(kind: DocumentKind<unknown>, partition: string, where: readonly Condition[]): Promise<number>;
  /**
   * Writes all or nothing, each with its own precondition; at most 100 to one partition.
   * @returns the new etags, in order (`''` for a delete)
   * @throws ConflictError when a document to create exists, or one to replace or delete is not at its etag
   */
  commit(partition: string, changes: readonly Change[]): Promise<readonly Etag[]>;
  /** Every document of a kind in a collection (`referrals`, …), over all partitions. For jobs and the command line only. */
  scan<T>(kind: DocumentKind<T>, collection: string): AsyncIterable<Document<T>>;
}

/** Something was written in between: read again, decide again. */
export class ConflictError extends Error {
  readonly code = 'conflict';
  /** The id of the document whose precondition failed, where the engine tells. */
  readonly documentId: string | undefined;
  constructor(documentId?: string, options?: ErrorOptions) {
    super('a document was changed in between', options);
    this.documentId = documentId;
  }
}

/** The store cannot be reached, or asks to come back later. Nobody's fault in the turn; a job tries again. */
export class StoreUnavailable extends Error {
  readonly code = 'store-unavailable';
}

/** A stored document does not pass its schema, or was written by a newer release. */
export class DocumentInvalid extends Error {
  readonly code = 'document-invalid';
}

/** What a job needs refuses it for good: the job rests at once, with the reason. */
export class RefusedForGood extends Error {
  readonly code = 'refused-for-good';
}

/** What a job needs cannot be had now: the job is tried again for as long as it has a point, however often that is. */
export class NotNow extends Error {
  readonly code = 'not-now';
}

/** A mail to one address. Its lines are text; nothing in it is Markdown. */
export interface OutgoingMail {
  /** The left part of its Message-ID: the same mail has the same one, so that mailboxes keep it once. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47 of its words. */
  readonly language: string;
}

export interface Mailer {
  /**
   * Hands a mail to the mail server.
   * @throws RefusedForGood when the server wants it never, NotNow for everything that may pass
   */
  send(mail: OutgoingMail): Promise<void>;
}

export interface Clock {
  now(): Date;
}

/** Allow-listed fields with a fixed message. Never names, addresses, card contents or tokens. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export function create<T>(
  kind: DocumentKind<T>,
  id: string,
  value: T,
  extra: { readonly imported?: ImportedCells; readonly ttlSeconds?: number } = {},
): Change {
  return { op: 'create', kind, id, value, ...extra };
}

/** Replaces a document at the etag it was read at; what an import left beside the value stays unless given anew. */
export function replace<T>(
  kind: DocumentKind<T>,
  read: Pick<Document<T>, 'id' | 'etag' | 'imported'>,
  value: T,
  extra: { readonly imported?: ImportedCells; readonly ttlSeconds?: number } = {},
): Change {
  return {
    op: 'replace',
    kind,
    id: read.id,
    etag: read.etag,
    value,
    ...(read.imported === undefined ? {} : { imported: read.imported }),
    ...extra,
  };
}

export function remove(read: Pick<Document<unknown>, 'id' | 'etag'>): Change {
  return { op: 'delete', id: read.id, etag: read.etag };
}
