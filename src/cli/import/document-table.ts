import type { Batch, Stored, Write } from '../../store/document-store.ts';
import { toBody, toDocument, toWrite } from '../../store/documents.ts';
import type { Change, Document, ImportedCells, DocumentKind } from '../../usecases/ports.ts';
import type { Cells, Columns, RowOf } from './columns.ts';
import type { ForeignColumns } from './foreign-columns.ts';
import { onlyCells } from './kept-rows.ts';
import { rowReader, type Rule } from './row-check.ts';
import { LEFT, type CsvRow, type ImportContext, type Plan, type Table } from './table.ts';
import { uniqueRows } from './unique-rows.ts';

export interface Place {
  readonly partition: string;
  readonly id: string;
}

type KeyOf<C extends Columns, K extends keyof C> = RowOf<Pick<C, K>>;

/** A file whose rows are one document each. */
export interface DocumentTable<C extends Columns, K extends keyof C & string, T extends object> {
  readonly file: string;
  readonly columns: C;
  /** Columns that say where the document lies; they never change in it. */
  readonly keys: readonly K[];
  /** Columns of which a file may hold one row only; the keys, unless given. */
  readonly unique?: readonly (keyof C & string)[];
  readonly rules?: readonly Rule<C>[];
  /** As of {@link Table}. */
  readonly foreign?: ForeignColumns;
  readonly kind: DocumentKind<T>;
  place(key: KeyOf<C, K>, context: ImportContext): Place;
  /** What a row makes when nothing is stored. */
  fresh(row: RowOf<C>, context: ImportContext): T | Promise<T>;
  /** What a cell that differs from the last import of its row changes; given all columns besides the keys. */
  readonly changes: { readonly [Column in Exclude<keyof C, K>]: (row: RowOf<C>) => Partial<T> };
  /** What is to be written in the commit of a value that is new. */
  created?(value: T, context: ImportContext, row: RowOf<C>): readonly Change[] | Promise<readonly Change[]>;
  /** What is to be written in the commit in which a value goes. */
  removed?(value: T, context: ImportContext): Promise<readonly Change[]>;
  /** Last touch on a changed value. @returns the value, and what else is to be written in the same commit */
  changed?(value: T, before: T, row: RowOf<C>, context: ImportContext): Changed<T> | Promise<Changed<T>>;
  /** What must be there before the document: pointers. */
  pointers?(row: RowOf<C>, context: ImportContext): Promise<readonly Batch[]>;
  /** What one import of the file does besides; made anew for each, so that it may remember. */
  hooks?(): Hooks<T>;
}

export interface Hooks<T> {
  /** What must be written before a row changes or removes anything. */
  readonly before?: (row: CsvRow, context: ImportContext) => Promise<readonly Batch[]>;
  readonly written?: (rows: readonly CsvRow[], context: ImportContext) => Promise<void>;
  readonly finish?: (context: ImportContext) => Promise<void>;
  /** Told of every stored value that a row removes or changes, before that happens. */
  readonly leaving?: (value: T) => void;
}

export interface Changed<T> {
  readonly value: T;
  readonly changes?: readonly Change[];
}

/** A table that also tells what a stored document would look like as its row. */
export interface DocumentFile<T> extends Table {
  /**
   * The cells of a document by column: as imported where they still say what is stored, else the stored value. To be
   * imported again, such a row changes nothing.
   */
  cellsOf(document: Pick<Document<T>, 'value' | 'imported'>): { readonly [column: string]: unknown };
}

export function documentTable<C extends Columns, K extends keyof C & string, T extends object>(
  table: DocumentTable<C, K, T>,
): DocumentFile<T> {
  const { columns, keys } = table;
  const rows = tableRows(table);
  return {
    file: table.file,
    columns,
    ...(table.foreign === undefined ? {} : { foreign: table.foreign }),
    cellsOf: (document) => cellsOf(table, rows, document),
    open() {
      const unique = uniqueRows(table.unique ?? keys);
      const hooks = table.hooks?.() ?? {};
      return {
        see(row) {
          const problems = rows.reader.check(row);
          return problems.length > 0 ? problems : unique.see(row);
        },
        async plan(row, context) {
          if (unique.isRepeat(row)) return LEFT;
          return row.removed
            ? planRemoval(table, rows, row, context, hooks)
            : planUpsert(table, rows, row, context, hooks);
        },
        ...(hooks.written === undefined ? {} : { written: hooks.written }),
        ...(hooks.finish === undefined ? {} : { finish: hooks.finish }),
      };
    },
  };
}

/** How the rows of a table are read. */
function tableRows<C extends Columns, K extends keyof C & string, T extends object>({
  columns,
  keys,
  rules,
}: DocumentTable<C, K, T>) {
  const keyColumns = Object.fromEntries(keys.map((key) => [key, columns[key]])) as Pick<C, K>;
  return {
    reader: rowReader(columns, keys, rules),
    keyReader: rowReader<Pick<C, K>>(keyColumns, keys),
    /** The columns besides the keys. */
    others: Object.keys(columns).filter((column) => !keys.some((key) => key === column)) as Exclude<
      keyof C & string,
      K
    >[],
  };
}

type TableRows<C extends Columns, K extends keyof C & string, T extends object> = ReturnType<
  typeof tableRows<C, K, T>
>;

async function planRemoval<C extends Columns, K extends keyof C & string, T extends object>(
  table: DocumentTable<C, K, T>,
  { keyReader }: TableRows<C, K, T>,
  row: CsvRow,
  context: ImportContext,
  hooks: Hooks<T>,
): Promise<Plan> {
  const { partition, id } = table.place(keyReader.read(row.cells), context);
  const stored = await context.store.get(partition, id);
  if (stored === undefined) return LEFT;
  const { value } = toDocument(table.kind, stored);
  hooks.leaving?.(value);
  const changes = (await table.removed?.(value, context)) ?? [];
  return {
    outcome: 'removed',
    before: (await hooks.before?.(row, context)) ?? [],
    main: { partition, writes: [{ op: 'delete', id, etag: stored.etag }, ...changes.map(toWrite)] },
  };
}

async function planUpsert<C extends Columns, K extends keyof C & string, T extends object>(
  table: DocumentTable<C, K, T>,
  rows: TableRows<C, K, T>,
  given: CsvRow,
  context: ImportContext,
  hooks: Hooks<T>,
): Promise<Plan> {
  const { kind } = table;
  const { partition, id } = table.place(rows.keyReader.read(given.cells), context);
  const stored = await context.store.get(partition, id);
  const imported = importedCells(rows.others, given, stored);
  const cells = { ...given.cells, ...imported };
  if (stored !== undefined && sameCells(stored, imported)) return LEFT;
  const row = rows.reader.read(cells);
  const before = [
    ...((await table.pointers?.(row, context)) ?? []),
    ...((await hooks.before?.(given, context)) ?? []),
  ];
  if (stored === undefined) {
    const value = await table.fresh(row, context);
    const write: Write = { op: 'create', id, kind: kind.name, body: toBody(kind, value, imported) };
    const more = (await table.created?.(value, context, row)) ?? [];
    return { outcome: 'created', before, main: { partition, writes: [write, ...more.map(toWrite)] } };
  }
  const document = toDocument(kind, stored);
  const patches = differing(table, rows, document.imported, cells, row, given.absent);
  const patched: T = Object.assign({}, document.value, ...patches);
  const write = { op: 'replace', id, kind: kind.name, etag: stored.etag } as const;
  if (JSON.stringify(patched) === JSON.stringify(document.value)) {
    // The stored value says this already (decided in chat, or spelt otherwise): only the imported cells are kept anew.
    const body = toBody(kind, document.value, imported);
    return { outcome: 'left', main: { partition, writes: [{ ...write, body }] } };
  }
  const { value, changes = [] } = (await table.changed?.(patched, document.value, row, context)) ?? {
    value: patched,
  };
  hooks.leaving?.(document.value);
  const body = toBody(kind, value, imported);
  const outcome = JSON.stringify(value) === JSON.stringify(document.value) ? 'left' : 'changed';
  return { outcome, before, main: { partition, writes: [{ ...write, body }, ...changes.map(toWrite)] } };
}

/** The cells of a row by column, besides the keys; of columns that the file has not, those of the last import. */
function importedCells(
  others: readonly string[],
  { cells, absent }: CsvRow,
  stored: Stored | undefined,
): ImportedCells {
  const last = stored?.body['imported'] as ImportedCells | undefined;
  const present = others.filter((column) => !absent.has(column));
  return { ...onlyCells(cells, present), ...onlyCells(last, absent) };
}

/** What the cells change that say something else than at the last import: another spelling of the same is no change. */
function differing<C extends Columns, K extends keyof C & string, T extends object>(
  { changes }: DocumentTable<C, K, T>,
  { reader, others }: TableRows<C, K, T>,
  before: ImportedCells | undefined,
  cells: Cells,
  row: RowOf<C>,
  absent: ReadonlySet<string>,
): readonly Partial<T>[] {
  const last = before === undefined ? undefined : reader.find({ ...cells, ...before });
  return others
    .filter((column) => !absent.has(column) && before?.[column] !== cells[column])
    .map((column) => ({ next: changes[column](row), last: last && changes[column](last) }))
    .filter(({ next, last }) => JSON.stringify(next) !== JSON.stringify(last))
    .map(({ next }) => next);
}

function cellsOf<C extends Columns, K extends keyof C & string, T extends object>(
  { keys, changes }: DocumentTable<C, K, T>,
  { reader, others }: TableRows<C, K, T>,
  { value, imported = {} }: Pick<Document<T>, 'value' | 'imported'>,
): { readonly [column: string]: unknown } {
  // Fields are named like the columns they come from.
  const stored = value as { readonly [column: string]: unknown };
  const own = Object.fromEntries(keys.map((key) => [key, String(stored[key])]));
  const row = reader.find({ ...own, ...imported });
  const cellOf = (column: (typeof others)[number]) => {
    const same =
      row !== undefined &&
      Object.entries(changes[column](row)).every(
        ([field, said]) => JSON.stringify(said) === JSON.stringify(stored[field]),
      );
    return [column, same ? imported[column] : stored[column]];
  };
  return { ...own, ...Object.fromEntries(others.map(cellOf)) };
}

/** Whether the cells equal those of the last import. The body is not parsed, since most rows have not changed. */
function sameCells(stored: Stored, cells: ImportedCells): boolean {
  const imported = stored.body['imported'] as ImportedCells | undefined;
  if (imported === undefined) return false;
  for (const column in cells) if (imported[column] !== cells[column]) return false;
  return true;
}
