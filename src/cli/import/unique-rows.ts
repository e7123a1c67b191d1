import type { Cells } from './columns.ts';
import { createKeyTable, digest } from '../../usecases/imports/key-table.ts';
import type { CsvRow, Problem } from './table.ts';

/** Sees to it that a key has one row: the same row again is a repeat, another one a contradiction. */
export interface UniqueRows {
  see(row: CsvRow): readonly Problem[];
  /** The same row was further up; needs nothing done. */
  isRepeat(row: CsvRow): boolean;
}

/** @param keys columns that name the thing; the first is blamed */
export function uniqueRows(keys: readonly string[]): UniqueRows {
  const table = createKeyTable();
  return {
    see(row) {
      if (keys.some((key) => row.lacking?.has(key))) return [];
      const entry = table.entry(keyOf(row.cells, keys));
      const said = digest(`${row.removed}|${JSON.stringify(row.cells)}`);
      const line = table.first(entry);
      if (line === 0) {
        table.set(entry, row.line, said);
        return [];
      }
      if (table.second(entry) === said) return [];
      return [
        {
          line: row.line,
          column: keys[0] ?? '',
          message: `says otherwise than line ${line} of the same key`,
        },
      ];
    },
    isRepeat: (row) => table.first(table.find(keyOf(row.cells, keys))) !== row.line,
  };
}

/** The cells of some columns as one text; cells hold no control characters besides line breaks and tabs. */
export function keyOf(cells: Cells, columns: readonly string[]): string {
  let key = '';
  for (const column of columns) key += `${cells[column] ?? ''}\u0001`;
  return key;
}
