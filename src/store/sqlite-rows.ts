import type { Body, Stored } from './document-store.ts';

/** What {@link toStored} reads of a row. */
export const COLUMNS = 'partition, id, kind, etag, body, expires_at';

/** Takes the instant, in milliseconds since 1970. */
export const NOT_EXPIRED = '(expires_at IS NULL OR expires_at > ?)';

/** The body is taken apart when it is first looked at: of what is known at its etag nobody looks at it. */
export function toStored(row: { readonly [column: string]: unknown }): Stored {
  const expiresAt = row['expires_at'] ?? null;
  const json = String(row['body']);
  let body: Body | undefined;
  return {
    partition: String(row['partition']),
    id: String(row['id']),
    kind: String(row['kind']),
    etag: String(row['etag']),
    get body() {
      body ??= JSON.parse(json) as Body;
      return body;
    },
    text: json,
    ...(expiresAt === null ? {} : { expiresAt: new Date(Number(expiresAt)) }),
  };
}
