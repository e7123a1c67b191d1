import type { Body } from '../../domain/erasure/scrub.ts';
import type { Etag } from '../ports.ts';

/** A document of whatever kind as it is stored. */
export interface RawDocument {
  readonly partition: string;
  readonly id: string;
  readonly kind: string;
  readonly etag: Etag;
  readonly body: Body;
  /** Absent: it stays until it is deleted. */
  readonly expiresAt?: Date;
}

export type RawWrite =
  | {
      readonly op: 'create';
      readonly id: string;
      readonly kind: string;
      readonly body: Body;
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

/**
 * The store below its schemas. An erasure looks through all of it and changes texts only, whatever kind they belong to: a kind
 * that is added later cannot be forgotten.
 */
export interface RawStore {
  scan(collection: string, kind?: string): AsyncIterable<RawDocument>;
  query(
    partition: string,
    spec: { readonly kind: string; readonly limit: number },
  ): Promise<{ readonly items: readonly RawDocument[] }>;
  /** @throws ConflictError */
  commit(partition: string, writes: readonly RawWrite[]): Promise<readonly Etag[]>;
  /** Sees to it that what was deleted is not in its files any more. @returns false when somebody else was using them */
  forget(): Promise<boolean>;
}
