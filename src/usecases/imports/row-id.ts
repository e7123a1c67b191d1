import { createHash } from 'node:crypto';

/**
 * The id of a row kept as imported: the file without its ending, and a hash of the cells that name the row.
 */
export function rowId(file: string, keys: readonly string[]): string {
  return `${file}:${hashed(keys)}`;
}

/** 32 hex digits for any list of texts: an id that may hold whatever a cell holds, and shows no address. */
export function hashed(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
