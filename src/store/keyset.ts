import { z } from 'zod';

/** Where a page ended: the values it was ordered by, then the id. */
export interface Keyset {
  readonly values: readonly (string | number)[];
  readonly id: string;
}

const Encoded = z.tuple([z.array(z.union([z.string(), z.number()])), z.string()]);

/** @returns an opaque cursor, base64url */
export function encodeKeyset({ values, id }: Keyset): string {
  return Buffer.from(JSON.stringify([values, id])).toString('base64url');
}

/**
 * Reads a cursor. It may have been on a card and so come from anybody: it only ever says where to go on.
 *
 * @param length how many fields the query is ordered by besides the id
 * @returns undefined for a cursor that does not fit, with which a query begins at its first page
 */
export function decodeKeyset(cursor: string, length: number): Keyset | undefined {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
  const parsed = Encoded.safeParse(decoded);
  if (!parsed.success || parsed.data[0].length !== length) return undefined;
  return { values: parsed.data[0], id: parsed.data[1] };
}
