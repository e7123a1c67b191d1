import type { Batch, DocumentStore } from '../../store/document-store.ts';
import type { Blobs } from '../../usecases/files/blobs.ts';
import type { Importing } from '../../usecases/imports/importing.ts';
import type { Cells, Columns } from './columns.ts';
import type { ForeignColumns } from './foreign-columns.ts';

/** What is wrong with one row. */
export interface Problem {
  readonly line: number;
  readonly column: string;
  readonly message: string;
}

export interface CsvRow {
  readonly line: number;
  readonly cells: Cells;
  /** Columns that the file does not have at all: their cells are empty, and say nothing of what is stored. */
  readonly absent: ReadonlySet<string>;
  /** Columns that had to be there: their cells are empty, and nothing is to be said of them. */
  readonly lacking?: ReadonlySet<string>;
  /** The `state` column says `removed`. */
  readonly removed: boolean;
  /** It is about somebody who was erased: nothing of it is taken in, and it counts as left. */
  readonly isErased?: true;
}

export interface ImportContext extends Importing {
  readonly store: DocumentStore;
  /** Where the bytes of files lie; absent: in the store. */
  readonly blobs?: Blobs | undefined;
  /** Whether subscriptions, claims or other rows lay with customers before this import. */
  hadCustomers(): Promise<boolean>;
  warn(message: string): void;
}

export type RowOutcome = 'created' | 'changed' | 'left' | 'removed';

/**
 * What a row asks of the store, planned on what was read. Three stages, so that an import that dies in between is
 * completed by the next: pointers and projections of a thing, the thing, what follows from its going.
 */
export interface Plan {
  readonly outcome: RowOutcome;
  readonly before?: readonly Batch[];
  readonly main?: Batch;
}

export const LEFT: Plan = { outcome: 'left' };

/** One file being imported: first sees every row, then plans every row. */
export interface FileImport {
  /** Called once a row, in order, while nothing may be written. */
  see(row: CsvRow): readonly Problem[];
  /** Files beside it that its rows name. Called after the last row was seen. */
  named?(): ReadonlySet<string>;
  /** Called after the last row was seen, while nothing may be written: what rows are wrong only together, or beside what is stored. */
  seen?(context: ImportContext): Promise<readonly Problem[]>;
  /** Called at least once a row; again when what it read was changed in between. */
  plan(row: CsvRow, context: ImportContext): Promise<Plan>;
  /** Called after some rows were written (or left), with those rows; brings projections up to date. */
  written?(rows: readonly CsvRow[], context: ImportContext): Promise<void>;
  /** Called after the last row. */
  finish?(context: ImportContext): Promise<void>;
}

/** A file that can be imported. */
export interface Table {
  readonly file: string;
  /** In the order of the documentation. Those whose cells may be empty may be absent, the others must be there. */
  readonly columns: Columns;
  /** Headers of other tools that are understood besides. */
  readonly foreign?: ForeignColumns;
  /** Cells of columns that a file need not have although they may not be empty. */
  readonly defaults?: Cells;
  /** Comes after the entries of the knowledge folder, as documented. */
  readonly last?: boolean;
  /** @param folder where the file lies, for tables that name files beside it */
  open(folder: string): FileImport;
}
