import type { DocumentKind } from './ports.ts';

/**
 * What may be asked of a kind of document besides its id. Both engines read this: SQLite makes index rows of it, Cosmos DB
 * its indexing policy and composite indexes. A query that names a field not declared here is refused in both.
 */
export interface Searchable {
  /** Top-level scalar fields that conditions may compare. */
  readonly fields?: readonly string[];
  /**
   * Of `fields`, those by which few documents of a large partition are found (`=` only). SQLite keeps index rows for them;
   * other fields are compared on the documents, which is enough where a partition holds hundreds.
   */
  readonly lookups?: readonly string[];
  /**
   * What every id of the kind begins with, where others gather beside it in its partition without end: SQLite walks these
   * alone. (Cosmos DB has an index of kinds.)
   */
  readonly prefix?: `${string}:`;
  /** Top-level array fields that `contains` and `contains-any` may search. */
  readonly arrays?: readonly string[];
  /**
   * Orders, each a list of fields that hold a text or a number in every document, all ascending (a query may also run it
   * all descending). The id is always last.
   */
  readonly orders?: readonly (readonly string[])[];
}

/** Everything that is said of a kind of document, once. */
export interface DocumentDefinition<T> extends DocumentKind<T>, Searchable {
  /** Where it lies, as `docs/architecture.md` shows it: `customers/<customerId>`. */
  readonly partition: string;
  /** Its id there: `claim:<claimId>`. */
  readonly id: string;
  /** What it is, in a few words; empty where its name says it. */
  readonly about?: string;
  /** How many there are, by what makes them many: a partner, a person, a year. */
  readonly many: string;
  /** What ends it, or why it is kept. */
  readonly lives: string;
}

/** Declares a kind of document. It is found by being in the list of its capability. */
export function defineDocument<T>(
  definition: Omit<DocumentDefinition<T>, 'version'> & { readonly version?: number },
): DocumentDefinition<T> {
  return { version: 1, ...definition };
}
