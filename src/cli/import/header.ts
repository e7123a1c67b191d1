import { distance } from 'fastest-levenshtein';
import { mayBeEmpty } from './columns.ts';
import { columnNamed } from './foreign-columns.ts';
import { LOWER_CASE_COLUMNS } from './ids.ts';
import type { Problem, Table } from './table.ts';

/** Where each known column stands in a file. */
export interface Header {
  readonly names: readonly string[];
  readonly known: readonly {
    readonly column: string;
    readonly at: number;
    readonly lower: boolean;
    /** The cell of a column that the file does not have. */
    readonly otherwise: string;
  }[];
  readonly absent: ReadonlySet<string>;
  /** Columns that must be there and are not, by no name that is like theirs: nothing can be said of their cells. */
  readonly lacking: ReadonlySet<string>;
  readonly stateAt: number;
}

/** What is told of a header row. */
export interface HeaderHeard {
  readonly problem: (problem: Problem) => void;
  readonly warning: (message: string) => void;
}

/** Letters of a name that may differ for it to be held for another: two, and in long names a third of them. */
const LIKE_LETTERS = 2;

/**
 * Reads a header row. A column that must be there and is not is a problem; where a name is like it, that one is read in its
 * place, so that the rows are judged all the same. An unknown name is only told.
 */
export function readHeader(
  record: { readonly line: number; readonly cells: readonly string[] },
  table: Table,
  heard: HeaderHeard,
): Header {
  const { line } = record;
  const headers = record.cells.map((cell) => cell.trim());
  const names = headers.map((header) => columnNamed(header, headers, table.foreign));
  const { defaults = {} } = table;
  const columns = Object.keys(table.columns);
  const absent = columns.filter((column) => !names.includes(column));
  const unknown = names.filter((name) => name !== '' && name !== 'state' && !columns.includes(name));
  const likely = likeliest(absent, unknown);
  for (const column of names.filter((name, at) => name !== '' && names.indexOf(name) !== at)) {
    heard.problem({ line, column, message: 'the column is there twice' });
  }
  const missing = absent.filter((column) => !isOptional(table, column));
  for (const column of missing) {
    const name = likely.get(column);
    heard.problem(
      name === undefined
        ? { line, column, message: 'the column is missing' }
        : { line, column: name, message: `is no column of this file; did you mean ${column}?` },
    );
  }
  const takenFor = new Map([...likely].map(([column, name]) => [name, column]));
  for (const name of unknown) {
    const column = takenFor.get(name);
    if (column !== undefined && !isOptional(table, column)) continue;
    const question = column === undefined ? '' : `; did you mean "${column}"?`;
    heard.warning(`unknown column "${name}" is ignored${question}`);
  }
  const nameOf = (column: string) => (isOptional(table, column) ? column : (likely.get(column) ?? column));
  return {
    names,
    absent: new Set(absent.filter((column) => !(column in defaults))),
    lacking: new Set(missing.filter((column) => !likely.has(column))),
    known: columns.map((column) => ({
      column,
      at: names.indexOf(nameOf(column)),
      lower: LOWER_CASE_COLUMNS.has(column),
      otherwise: defaults[column] ?? '',
    })),
    stateAt: names.indexOf('state'),
  };
}

function isOptional(table: Table, column: string): boolean {
  const cell = table.columns[column];
  return column in (table.defaults ?? {}) || (cell !== undefined && mayBeEmpty(cell));
}

/** For columns that are not there, the unknown name most like each, the likest pairs first; no name stands for two. */
function likeliest(absent: readonly string[], unknown: readonly string[]): ReadonlyMap<string, string> {
  const pairs = absent
    .flatMap((column) => unknown.map((name) => ({ column, name, differ: letters(column, name) })))
    .filter(({ column, differ }) => differ <= Math.max(LIKE_LETTERS, Math.floor(column.length / 3)))
    .toSorted((one, other) => one.differ - other.differ);
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { column, name } of pairs) {
    if (found.has(column) || taken.has(name)) continue;
    found.set(column, name);
    taken.add(name);
  }
  return found;
}

/** How many letters differ, whatever their case, and the blanks and hyphens between. */
function letters(one: string, other: string): number {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return distance(plain(one), plain(other));
}
