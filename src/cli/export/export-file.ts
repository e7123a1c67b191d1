import type { Documents } from '../../usecases/ports.ts';
import type { ExportRow } from './write-csv.ts';

/** One file that an export writes: its columns in order, and its rows. */
export interface ExportFile {
  readonly file: string;
  readonly columns: readonly string[];
  rows(documents: Documents, now: Date): AsyncIterable<ExportRow>;
}

/** Ties the rows to the columns: one left out or misspelt fails the type check. */
export function exportFile<const Column extends string>(
  file: string,
  columns: readonly Column[],
  rows: (documents: Documents, now: Date) => AsyncIterable<ExportRow<Column>>,
): ExportFile {
  return { file, columns, rows };
}
