import { z } from 'zod';
import type { Cells, Columns, RowOf } from './columns.ts';
import type { CsvRow, Problem } from './table.ts';

/** A rule over several cells of one row. */
export type Rule<C extends Columns> = (
  row: RowOf<C>,
) => { readonly column: keyof C & string; readonly message: string } | undefined;

/** Reads a row's cells into values, or says which are wrong. */
export interface RowReader<C extends Columns> {
  check(row: CsvRow): readonly Problem[];
  /** @throws Error when the cells do not pass: the file was changed since it was checked */
  read(cells: Cells): RowOf<C>;
  /** @returns undefined when the cells do not pass */
  find(cells: Cells): RowOf<C> | undefined;
}

/** @param keys the columns that a row to be removed must still have right */
export function rowReader<C extends Columns>(
  columns: C,
  keys: readonly (keyof C & string)[],
  rules: readonly Rule<C>[] = [],
): RowReader<C> {
  const schema = z.object(columns);
  const needed = new Set<string>(keys);

  function find(cells: Cells): RowOf<C> | undefined {
    const parsed = schema.safeParse(cells);
    return parsed.success ? (parsed.data as RowOf<C>) : undefined;
  }

  return {
    check({ line, cells, removed }) {
      const parsed = schema.safeParse(cells);
      if (parsed.success) {
        if (removed || rules.length === 0) return [];
        return rules.flatMap((rule) => {
          // The schema was made of these columns, so its output is a row of them.
          const problem = rule(parsed.data as RowOf<C>);
          return problem === undefined ? [] : [{ line, ...problem }];
        });
      }
      return parsed.error.issues
        .map((issue) => ({ line, column: String(issue.path[0]), message: issue.message }))
        .filter(({ column }) => !removed || needed.has(column));
    },
    read(cells) {
      const row = find(cells);
      if (row === undefined) throw new Error('a file was changed while it was being imported');
      return row;
    },
    find,
  };
}
