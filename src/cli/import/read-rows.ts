import { mayBeEmpty } from './columns.ts';
import { columnNamed, ownCell } from './foreign-columns.ts';
import { LOWER_CASE_COLUMNS } from './ids.ts';
import { readCsv, type CsvRecord } from './read-csv.ts';
import type { CsvRow, Problem, Table } from './table.ts';

/** Told while a file is read. */
export interface Heard {
  readonly problem: (problem: Problem) => void;
  readonly warning: (message: string) => void;
  readonly progress: (bytes: number) => void;
}

/** Where each known column stands in this file. */
interface Header {
  readonly names: readonly string[];
  readonly known: readonly {
    readonly column: string;
    readonly at: number;
    readonly lower: boolean;
    /** The cell of a column that the file does not have. */
    readonly otherwise: string;
  }[];
  readonly absent: ReadonlySet<string>;
  readonly stateAt: number;
}

/** The rows of a table's file, in chunks, with tidied cells; what is wrong with the file's form is told and left out. */
export async function* readRows(path: string, table: Table, heard: Heard): AsyncGenerator<readonly CsvRow[]> {
  let header: Header | undefined;
  for await (const records of readCsv(path, heard.progress)) {
    const rows: CsvRow[] = [];
    for (const record of records) {
      if (header === undefined) {
        header = readHeader(record, table, heard);
        if (header === undefined) return;
        continue;
      }
      const row = readRow(record, header, heard);
      if (row !== undefined) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
  if (header === undefined) {
    heard.problem({
      line: 1,
      column: Object.keys(table.columns)[0] ?? '',
      message: 'the file has no header row',
    });
  }
}

function readHeader(record: CsvRecord, table: Table, heard: Heard): Header | undefined {
  if ('problem' in record) {
    heard.problem({ line: record.line, column: 'header', message: record.problem });
    return undefined;
  }
  const headers = record.cells.map((cell) => cell.trim());
  const names = headers.map((header) => columnNamed(header, headers, table.foreign));
  const repeated = names.filter((name, at) => name !== '' && names.indexOf(name) !== at);
  const columns = Object.keys(table.columns);
  const absent = columns.filter((column) => !names.includes(column));
  const { defaults = {} } = table;
  const missing = Object.entries(table.columns)
    .filter(([column, cell]) => absent.includes(column) && !mayBeEmpty(cell) && !(column in defaults))
    .map(([column]) => column);
  for (const column of repeated)
    heard.problem({ line: record.line, column, message: 'the column is there twice' });
  for (const column of missing)
    heard.problem({ line: record.line, column, message: 'the column is missing' });
  if (repeated.length + missing.length > 0) return undefined;
  for (const name of names) {
    if (name !== 'state' && !columns.includes(name)) heard.warning(`unknown column "${name}" is ignored`);
  }
  return {
    names,
    absent: new Set(absent.filter((column) => !(column in defaults))),
    known: columns.map((column) => ({
      column,
      at: names.indexOf(column),
      lower: LOWER_CASE_COLUMNS.has(column),
      otherwise: defaults[column] ?? '',
    })),
    stateAt: names.indexOf('state'),
  };
}

function readRow(record: CsvRecord, header: Header, heard: Heard): CsvRow | undefined {
  const { line } = record;
  if ('problem' in record) {
    heard.problem({ line, column: header.names[record.cell] ?? 'row', message: record.problem });
    return undefined;
  }
  const { names } = header;
  if (record.cells.length !== names.length) {
    const column = names[record.cells.length] ?? 'row';
    const message = `the row has ${record.cells.length} cells, the header ${names.length}`;
    heard.problem({ line, column, message });
    return undefined;
  }
  const cells: { [column: string]: string } = {};
  let sound = true;
  for (const { column, at, lower, otherwise } of header.known) {
    const cell = ownCell(column, at === -1 ? otherwise : tidy(record.cells[at] ?? ''));
    if (UNREADABLE.test(cell)) {
      heard.problem({ line, column, message: 'holds bytes that are not UTF-8, or a control character' });
      sound = false;
    }
    cells[column] = lower ? cell.toLowerCase() : cell;
  }
  const state = header.stateAt === -1 ? '' : (record.cells[header.stateAt] ?? '').trim();
  if (state !== '' && state !== 'removed') {
    heard.problem({ line, column: 'state', message: 'must be empty or removed' });
    sound = false;
  }
  return sound ? { line, cells, absent: header.absent, removed: state === 'removed' } : undefined;
}

/** What replaces undecodable bytes, and control characters other than tab and line breaks. */
// oxlint-disable-next-line no-control-regex -- finding them is the point
const UNREADABLE = /[\uFFFD\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

/** Trimmed, and without the `'` that an export puts before what a spreadsheet would take for a formula. */
function tidy(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.startsWith("'") && FORMULA_START.test(trimmed) ? trimmed.slice(1) : trimmed;
}

const FORMULA_START = /^'+[=+\-@\t\r\n＝＋－＠]/;
