import type { Write } from '../../store/document-store.ts';
import { toBody, toWrite } from '../../store/documents.ts';
import type { Change } from '../../usecases/ports.ts';
import type { Cells, Columns } from './columns.ts';
import type { ForeignColumns } from './foreign-columns.ts';
import { rowReader, type Rule } from './row-check.ts';
import { LEFT, type ImportContext, type Plan, type Table } from './table.ts';
import { uniqueRows } from './unique-rows.ts';
import { rowId } from '../../usecases/imports/row-id.ts';
import { RowDocument } from '../../usecases/imports/documents.ts';

/** A file whose rows are checked and then kept as they are, for what reads them later. */
export interface KeptTable<C extends Columns> {
  /** With its ending. */
  readonly file: string;
  readonly columns: C;
  /** Columns that name the row. */
  readonly keys: readonly (keyof C & string)[];
  readonly rules?: readonly Rule<C>[];
  /** As of {@link Table}. */
  readonly last?: boolean;
  readonly foreign?: ForeignColumns;
  readonly defaults?: Cells;
  partition(cells: Cells): string;
  /** What is to be written in the commit of a row that is new, changed or removed. */
  beside?(cells: Cells, context: ImportContext): Promise<readonly Change[]>;
}

/** Rows lie in `<partition>` as `row` documents, id `<file without ending>:<hash of the keys>`. */
export function keptRows<C extends Columns>(
  table: KeptTable<C>,
  rulesIn: (folder: string) => readonly Rule<C>[] = () => [],
): Table {
  const name = table.file.replace(/\.csv$/, '');
  return {
    file: table.file,
    columns: table.columns,
    ...(table.last === true ? { last: true } : {}),
    ...(table.foreign === undefined ? {} : { foreign: table.foreign }),
    ...(table.defaults === undefined ? {} : { defaults: table.defaults }),
    open(folder) {
      const reader = rowReader(table.columns, table.keys, [...(table.rules ?? []), ...rulesIn(folder)]);
      const rows = uniqueRows(table.keys);
      return {
        see(row) {
          const problems = reader.check(row);
          return problems.length > 0 ? problems : rows.see(row);
        },
        async plan(row, context): Promise<Plan> {
          if (rows.isRepeat(row)) return LEFT;
          const { removed } = row;
          const partition = table.partition(row.cells);
          const id = rowId(
            name,
            table.keys.map((key) => row.cells[key] ?? ''),
          );
          const stored = await context.store.get(partition, id);
          const before = stored?.body['cells'] as Cells | undefined;
          const cells = { ...row.cells, ...onlyCells(before, row.absent) };
          const beside = async () => ((await table.beside?.(cells, context)) ?? []).map(toWrite);
          if (removed) {
            if (stored === undefined) return LEFT;
            const write: Write = { op: 'delete', id, etag: stored.etag };
            return { outcome: 'removed', main: { partition, writes: [write, ...(await beside())] } };
          }
          if (sameCells(before, cells)) return LEFT;
          const body = toBody(RowDocument, { file: name, cells });
          const write: Write =
            stored === undefined
              ? { op: 'create', id, kind: RowDocument.name, body }
              : { op: 'replace', id, kind: RowDocument.name, etag: stored.etag, body };
          return {
            outcome: stored === undefined ? 'created' : 'changed',
            main: { partition, writes: [write, ...(await beside())] },
          };
        },
      };
    },
  };
}

/** What columns were at the last import, as far as they were there. */
export function onlyCells(
  before: Cells | undefined,
  columns: Iterable<string>,
): { [column: string]: string } {
  const found: { [column: string]: string } = {};
  for (const column of columns) {
    const cell = before?.[column];
    if (cell !== undefined) found[column] = cell;
  }
  return found;
}

function sameCells(before: Cells | undefined, cells: Cells): boolean {
  if (before === undefined) return false;
  for (const column in cells) if (before[column] !== cells[column]) return false;
  return true;
}
