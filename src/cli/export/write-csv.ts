import { stringify } from 'csv-stringify';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** `null` is an empty cell, a list is joined by `;`. */
export type Cell = string | number | boolean | Date | null | readonly string[];
export type ExportRow<Column extends string = string> = { readonly [column in Column]: Cell };

/** What makes a spreadsheet take a cell for a formula, full-width forms included. Source: OWASP, "CSV Injection". */
const FORMULA_START = /^'*[=+\-@\t\r\n＝＋－＠]/;

const TOLD_EVERY = 1_000;

/**
 * Writes RFC 4180 beside its final name and renames it when it is whole, so that half a file never looks like one.
 *
 * @param written told how many rows so far, now and then
 * @returns how many rows
 */
export async function writeCsv(
  folder: string,
  file: string,
  columns: readonly string[],
  rows: AsyncIterable<ExportRow>,
  written: (count: number) => void = () => undefined,
): Promise<number> {
  let count = 0;
  async function* lines() {
    for await (const row of rows) {
      if (++count % TOLD_EVERY === 0) written(count);
      yield columns.map((column) => textOf(row[column] ?? null));
    }
  }
  const csv = stringify({
    columns: [...columns],
    header: true,
    record_delimiter: '\r\n',
    // What got a leading ' is quoted too; so is whatever else begins with one.
    quoted_match: /^'/,
  });
  const part = join(folder, `${file}.part`);
  await pipeline(Readable.from(lines()), csv, createWriteStream(part));
  await rename(part, join(folder, file));
  return count;
}

/** A cell's text; one that a spreadsheet would take for a formula gets a leading `'`. Numbers are no formulas. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  const text = typeof cell === 'string' ? cell : cell.join(';');
  return FORMULA_START.test(text) ? `'${text}` : text;
}
