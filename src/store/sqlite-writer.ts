import { randomBytes } from 'node:crypto';
import { shardOf } from '../domain/instances/shards.ts';
import { ConflictError, type Etag } from '../usecases/ports.ts';
import type { Body, Write } from './document-store.ts';
import type { CheckedWrite } from './document-limits.ts';
import { indexRows, tablesOfKind, type IndexRow, type IndexTable } from './sqlite-indexes.ts';
import { NOT_EXPIRED } from './sqlite-rows.ts';
import type { Session } from './sqlite-session.ts';

const FIND = 'SELECT row, kind, etag, expires_at, body FROM documents WHERE partition = ? AND id = ?';

const CREATE = `INSERT OR IGNORE INTO documents (partition, id, kind, etag, body, expires_at, due_at, due_since, shard)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const REPLACE = `UPDATE documents SET kind = ?, etag = ?, body = ?, expires_at = ?, due_at = ?, due_since = ?,
  shard = ? WHERE row = ?`;

/** The same for a kind without index rows, of which nothing has to be known beforehand. */
const REPLACE_AT_ETAG = `UPDATE documents SET etag = ?, body = ?, expires_at = ?, due_at = ?, due_since = ?, shard = ?
  WHERE partition = ? AND id = ? AND kind = ? AND etag = ? AND ${NOT_EXPIRED}`;

/** @returns a source of etags that no other process and no earlier run ever gave */
export function etagSource(): () => Etag {
  const run = randomBytes(9).toString('base64url');
  let count = 0;
  return () => `${run}.${(count++).toString(36)}`;
}

/**
 * Writes one document and its index rows inside the caller's transaction.
 *
 * @param etag what the document is to be known by from now on
 * @param now milliseconds since 1970; what expired by then does not exist, and its id is free
 * @throws ConflictError when the precondition does not hold; then nothing was written
 */
export function writeDocument(
  session: Session,
  partition: string,
  { write, json }: CheckedWrite,
  etag: Etag,
  now: number,
): void {
  const { id } = write;
  if (write.op === 'create') {
    const row = createRow(
      session,
      partition,
      write,
      [write.kind, etag, json, ...columnsOf(partition, write, now)],
      now,
    );
    for (const table of tablesOfKind(write.kind)) {
      for (const added of indexRows(table, row, id, write.body))
        session.run(table.insertSql, partition, ...added);
    }
    return;
  }
  if (write.op === 'replace' && tablesOfKind(write.kind).length === 0) {
    const columns = columnsOf(partition, write, now);
    const at = [partition, id, write.kind, write.etag, now];
    if (session.run(REPLACE_AT_ETAG, etag, json, ...columns, ...at) === 1) return;
    // Of another kind before, or not at its etag: which of the two is looked at below.
  }
  const old = find(session, partition, id);
  if (old === undefined || old.etag !== write.etag || old.expiresAt <= now) throw new ConflictError(id);
  if (write.op === 'delete') removeDocument(session, partition, old);
  else {
    const before = indexed(old);
    session.run(REPLACE, write.kind, etag, json, ...columnsOf(partition, write, now), old.row);
    reindex(session, partition, before, rowsOf(write.kind, old.row, id, write.body));
  }
}

/** Removes documents that expired by `now` (milliseconds since 1970), a few at a time. */
export function sweepExpired(session: Session, now: number, atMost: number): void {
  const expired = session.all(
    'SELECT partition, id FROM documents WHERE expires_at IS NOT NULL AND expires_at <= ? LIMIT ?',
    now,
    atMost,
  );
  for (const { partition, id } of expired) {
    const old = find(session, String(partition), String(id));
    if (old !== undefined) removeDocument(session, String(partition), old);
  }
}

/** Removes all that has expired. */
export function sweepAll(session: Session, now: number): void {
  sweepExpired(session, now, Number.MAX_SAFE_INTEGER);
}

interface Found {
  readonly row: number;
  readonly id: string;
  readonly kind: string;
  readonly etag: Etag;
  /** Infinity: never. */
  readonly expiresAt: number;
  /** As it is stored. */
  readonly json: string;
}

function find(session: Session, partition: string, id: string): Found | undefined {
  const found = session.first(FIND, partition, id);
  return (
    found && {
      row: Number(found['row']),
      id,
      kind: String(found['kind']),
      etag: String(found['etag']),
      expiresAt: found['expires_at'] === null ? Number.POSITIVE_INFINITY : Number(found['expires_at']),
      json: String(found['body']),
    }
  );
}

function createRow(
  session: Session,
  partition: string,
  { id }: Write,
  columns: readonly (string | number | null)[],
  now: number,
): number {
  const row = session.insert(CREATE, partition, id, ...columns);
  if (row !== undefined) return row;
  const old = find(session, partition, id);
  if (old === undefined || old.expiresAt > now) throw new ConflictError(id);
  removeDocument(session, partition, old);
  return session.insert(CREATE, partition, id, ...columns) ?? old.row;
}

function removeDocument(session: Session, partition: string, old: Found): void {
  reindex(session, partition, indexed(old), []);
  session.run('DELETE FROM documents WHERE row = ?', old.row);
}

/** Index rows with what their table needs to know of them. */
interface Entry {
  readonly table: IndexTable;
  readonly values: IndexRow;
}

function rowsOf(kind: string, row: number, id: string, body: Body): readonly Entry[] {
  return tablesOfKind(kind).flatMap((table) =>
    indexRows(table, row, id, body).map((values) => ({ table, values })),
  );
}

/** The index rows of a document as it is stored. */
function indexed({ row, id, kind, json }: Found): readonly Entry[] {
  return tablesOfKind(kind).length === 0 ? [] : rowsOf(kind, row, id, JSON.parse(json) as Body);
}

/** Deletes and inserts only the rows that differ. */
function reindex(
  session: Session,
  partition: string,
  before: readonly Entry[],
  after: readonly Entry[],
): void {
  const gone = new Map(before.map((entry) => [keyOf(entry), entry]));
  const added = after.filter((entry) => !gone.delete(keyOf(entry)));
  for (const { table, values } of gone.values()) {
    session.run(table.deleteSql, partition, ...values.slice(0, table.keyLength));
  }
  for (const { table, values } of added) session.run(table.insertSql, partition, ...values);
}

function keyOf({ table, values }: Entry): string {
  return JSON.stringify([table.name, ...values]);
}

/**
 * When it expires (milliseconds since 1970), and for jobs when due and since when, and their shard; a job without `dueAt`
 * rests.
 */
function columnsOf(
  partition: string,
  write: Exclude<Write, { op: 'delete' }>,
  now: number,
): (string | number | null)[] {
  const { kind, body, ttlSeconds } = write;
  const expiresAt = ttlSeconds === undefined ? null : now + ttlSeconds * 1_000;
  return kind === 'job'
    ? [expiresAt, textOf(body, 'dueAt'), textOf(body, 'dueSince'), shardOf(partition)]
    : [expiresAt, null, null, null];
}

function textOf(body: Body, field: string): string | null {
  const value = body[field];
  return typeof value === 'string' ? value : null;
}
