import { ADDRESS_LISTS, without } from '../../domain/erasure/scrub.ts';
import type { Erased } from '../../usecases/erasure/tombstones.ts';
import type { CsvRow } from './table.ts';

/** Columns that say who a row is about: an object id or an address. */
const WHO = ['aadObjectId', 'email', 'subject', 'credentialId'] as const;

/**
 * The rows of a file as they are for a store in which people were erased: rows about one of them count as empty, which leaves
 * what is stored as it is, and lists of addresses lose theirs.
 *
 * @param erased undefined: nobody was
 */
export async function* keptRowsOf(
  chunks: AsyncIterable<readonly CsvRow[]>,
  erased: Erased | undefined,
): AsyncGenerator<readonly CsvRow[]> {
  for await (const rows of chunks) {
    yield erased === undefined ? rows : rows.map((row) => keptRow(row, erased));
  }
}

function keptRow(row: CsvRow, erased: Erased): CsvRow {
  const isGone = (text: string) =>
    text !== '' && (text.includes('@') ? erased.mail(text) : erased.person(text));
  if (WHO.some((column) => isGone(row.cells[column] ?? ''))) return { ...row, isErased: true };
  const lists = [...ADDRESS_LISTS].flatMap((column): [string, string][] => {
    const cell = row.cells[column] ?? '';
    const left = without(cell, isGone);
    return left === cell ? [] : [[column, left]];
  });
  return lists.length === 0 ? row : { ...row, cells: { ...row.cells, ...Object.fromEntries(lists) } };
}
