import type { Body, Stored } from './document-store.ts';

/** What {@link toStored} reads of a row. */
export const COLUMNS = 'partition, id, kind, etag, body, expires_at';

/** Takes the instant, in milliseconds since 1970. */
export const NOT_EXPIRED = '(expires_at IS NULL OR expires_at > ?)';

export function toStored(row: { readonly [column: string]: unknown }): Stored {
  const expiresAt = row['expires_at'] ?? null;
  return {
    partition: String(row['partition']),
    id: String(row['id']),
    kind: String(row['kind']),
    etag: String(row['etag']),
    body: JSON.parse(String(row['body'])) as Body,
    ...(expiresAt === null ? {} : { expiresAt: new Date(Number(expiresAt)) }),
  };
}
