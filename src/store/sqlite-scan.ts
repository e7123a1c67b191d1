import type { Stored } from './document-store.ts';
import { toStored } from './sqlite-rows.ts';
import type { Session } from './sqlite-session.ts';

const SCAN_PAGE = 200;
const SCAN_PAGE_CHARS = 1_000_000;

/** Reads, once the file is not locked. */
export type Reading = <T>(action: () => T) => Promise<T>;

/** Pages of a bounded size, each a read of its own: no long transaction keeps the write-ahead log from being folded in. */
export async function* scanPages(
  session: Session,
  reading: Reading,
  collection: string,
  kind: string | undefined,
  nowMs: () => number,
): AsyncGenerator<Stored> {
  let after: readonly [string, string] | undefined = [`${collection}/`, ''];
  while (after !== undefined) {
    const [partition, id]: readonly [string, string] = after;
    const page: ScanPage = await reading(() =>
      // '0' is what follows '/', so this is every partition of the collection
      readPage(
        session.each(
          `SELECT partition, id, kind, etag, CASE WHEN ?1 IS NULL OR kind = ?1 THEN body END AS body, expires_at
             FROM documents
            WHERE (partition, id) > (?2, ?3) AND partition < ?4 AND (expires_at IS NULL OR expires_at > ?5)
            ORDER BY partition, id LIMIT ${SCAN_PAGE}`,
          kind ?? null,
          partition,
          id,
          `${collection}0`,
          nowMs(),
        ),
      ),
    );
    yield* page.found;
    after = page.next;
  }
}

interface ScanPage {
  readonly found: readonly Stored[];
  readonly next: readonly [string, string] | undefined;
}

function readPage(rows: Iterable<{ readonly [column: string]: unknown }>): ScanPage {
  const found: Stored[] = [];
  let next: ScanPage['next'];
  let chars = 0;
  for (const row of rows) {
    next = [String(row['partition']), String(row['id'])];
    const body = row['body'];
    if (typeof body !== 'string') continue;
    chars += body.length;
    found.push(toStored(row));
    if (chars > SCAN_PAGE_CHARS) break;
  }
  return { found, next };
}
