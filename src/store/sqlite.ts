import type { Etag } from '../usecases/ports.ts';
import { ageSeconds, cachedBacklog } from './cached-backlog.ts';
import { declaredConditions, declaredQuery, pageOf } from './declared-query.ts';
import type { Backlog, Body, DocumentStore, Stored } from './document-store.ts';
import { checkWrites, isId, type CheckedWrite } from './document-limits.ts';
import { whileBusy } from './sqlite-errors.ts';
import { commitInGroups } from './sqlite-group.ts';
import { openDatabase } from './sqlite-open.ts';
import { countStatement, estimateStatement, pageStatement, type Term } from './sqlite-query.ts';
import type { Session } from './sqlite-session.ts';
import { etagSource, sweepExpired, writeDocument } from './sqlite-writer.ts';

export interface SqliteOptions {
  /** Where `porter.db` lies; made if missing. `:memory:` for a store that goes with the process. */
  readonly folder: string;
  /** How long SQLite may block the event loop waiting for another process, at most 50 ms. */
  readonly busyTimeoutMs?: number;
  /** For what expires. */
  readonly now?: () => Date;
}

const BUSY_TIMEOUT_MS = 20;
const MOST_BUSY_TIMEOUT_MS = 50;
const SWEEP_EVERY_MS = 1_000;
const SWEPT_AT_ONCE = 50;
const SCAN_PAGE = 200;
const SCAN_PAGE_CHARS = 1_000_000;
const ESTIMATE_KEPT_MS = 60_000;
const ESTIMATES_KEPT = 10_000;

const COLUMNS = 'partition, id, kind, etag, body';
const NOT_EXPIRED = '(expires_at IS NULL OR expires_at > ?)';

/**
 * The embedded engine: one file, safe with several processes of one machine on it. A commit is durable when it returns.
 * Reads and writes are synchronous inside and short; waiting for another process's lock is not.
 *
 * @throws StoreUnavailable when the folder or the disk cannot be used, with the reason
 * @throws Error when a newer release wrote the file
 */
export async function openSqlite(options: SqliteOptions): Promise<DocumentStore> {
  const { folder, busyTimeoutMs = BUSY_TIMEOUT_MS, now = () => new Date() } = options;
  const session = await openDatabase(folder, Math.min(busyTimeoutMs, MOST_BUSY_TIMEOUT_MS));
  const nowMs = () => now().getTime();
  const nextEtag = etagSource();
  const estimate = cachedEstimates(session);
  const backlog = cachedBacklog((at) => whileBusy('cannot read', () => readBacklog(session, at)));
  let sweptAt = Number.NEGATIVE_INFINITY;

  const write = (partition: string, writes: readonly CheckedWrite[]): readonly Etag[] => {
    const at = nowMs();
    return writes.map((one) => {
      const etag = one.write.op === 'delete' ? '' : nextEtag();
      writeDocument(session, partition, one, etag, at);
      return etag;
    });
  };

  /** Removes a few expired documents in the transaction of a commit, now and then. */
  function sweep(): void {
    const at = nowMs();
    if (at - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = at;
    sweepExpired(session, at, SWEPT_AT_ONCE);
  }

  return {
    engine: 'sqlite',
    get: (partition, id) => {
      if (!isId(id)) return Promise.resolve(undefined);
      return whileBusy('cannot read', () => {
        const row = session.first(
          `SELECT ${COLUMNS} FROM documents WHERE partition = ? AND id = ? AND ${NOT_EXPIRED}`,
          partition,
          id,
          nowMs(),
        );
        return row === undefined ? undefined : toStored(row);
      });
    },
    async query(partition, spec) {
      const query = declaredQuery(spec);
      return whileBusy('cannot read', () => {
        const { sql, params } = pageStatement(partition, query, nowMs(), estimate);
        return pageOf(session.all(sql, ...params).map(toStored), query);
      });
    },
    async count(partition, { kind, where }) {
      const asked = { kind, where: declaredConditions(kind, where) };
      return whileBusy('cannot read', () => {
        const { sql, params } = countStatement(partition, asked, nowMs(), estimate);
        return Number(session.first(sql, ...params)?.['n']);
      });
    },
    async commit(partition, writes) {
      const checked = checkWrites(partition, writes);
      return whileBusy('cannot write', () =>
        session.transaction(() => {
          const etags = write(partition, checked);
          sweep();
          return etags;
        }),
      );
    },
    commitMany: (batches) => commitInGroups(session, batches, write),
    async *due(now, limit) {
      const rows = await whileBusy('cannot read', () =>
        session.all(
          `SELECT ${COLUMNS} FROM documents WHERE kind = 'job' AND due_at <= ? AND ${NOT_EXPIRED}
            ORDER BY due_at, due_since, row LIMIT ?`,
          now.toISOString(),
          nowMs(),
          limit,
        ),
      );
      for (const row of rows) yield toStored(row);
    },
    backlog,
    scan: (collection, kind) => scan(session, collection, kind, nowMs),
    close() {
      session.close();
      return Promise.resolve();
    },
  };
}

/** Pages of a bounded size, each a read of its own: no long transaction keeps the write-ahead log from being folded in. */
async function* scan(
  session: Session,
  collection: string,
  kind: string | undefined,
  nowMs: () => number,
): AsyncGenerator<Stored> {
  let after: readonly [string, string] | undefined = [`${collection}/`, ''];
  while (after !== undefined) {
    const [partition, id]: readonly [string, string] = after;
    const page: ScanPage = await whileBusy('cannot read', () =>
      // '0' is what follows '/', so this is every partition of the collection
      readPage(
        session.each(
          `SELECT partition, id, kind, etag, CASE WHEN ?1 IS NULL OR kind = ?1 THEN body END AS body FROM documents
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

/** A job that waits for a further attempt is due later than now, but came due before: it counts from `due_since`. */
function readBacklog(session: Session, now: Date): Backlog {
  const waiting = session.first(
    `SELECT count(*) AS pending, min(due_since) AS oldest FROM documents
      WHERE kind = 'job' AND due_at IS NOT NULL AND due_since <= ?`,
    now.toISOString(),
  );
  const resting = session.first(
    `SELECT count(*) AS dead FROM documents WHERE kind = 'job' AND due_at IS NULL`,
  );
  return {
    pending: Number(waiting?.['pending']),
    oldestPendingSeconds: ageSeconds(waiting?.['oldest'], now),
    dead: Number(resting?.['dead']),
  };
}

/** Estimates only choose the way to the answer, never the answer, so they may be old. */
function cachedEstimates(session: Session): (partition: string, term: Term) => number {
  const known = new Map<string, { readonly documents: number; readonly until: number }>();
  return (partition, term) => {
    const key = JSON.stringify([partition, term.table.name, term.field, term.value]);
    const cached = known.get(key);
    if (cached !== undefined && cached.until > performance.now()) return cached.documents;
    const { sql, params } = estimateStatement(partition, term);
    const documents = Number(session.first(sql, ...params)?.['n']);
    if (known.size >= ESTIMATES_KEPT) known.clear();
    known.set(key, { documents, until: performance.now() + ESTIMATE_KEPT_MS });
    return documents;
  };
}

function toStored(row: { readonly [column: string]: unknown }): Stored {
  return {
    partition: String(row['partition']),
    id: String(row['id']),
    kind: String(row['kind']),
    etag: String(row['etag']),
    body: JSON.parse(String(row['body'])) as Body,
  };
}
