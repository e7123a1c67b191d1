import { SHARD_OF_EARLIER_JOBS, SHARDS } from '../domain/instances/shards.ts';
import { ageSeconds } from './cached-backlog.ts';
import type { Backlog, Stored } from './document-store.ts';
import { COLUMNS, NOT_EXPIRED, toStored } from './sqlite-rows.ts';
import type { Session } from './sqlite-session.ts';

/**
 * A job that an earlier release wrote has no shard, and counts as of the first. No index holds shards: jobs are walked in the
 * order in which they are due, and a process passes over those of others only where several share the file.
 */
const IN_SHARDS = `coalesce(shard, ${SHARD_OF_EARLIER_JOBS}) IN (SELECT value FROM json_each(?))`;

/** Jobs due by an instant, oldest first, of some shards or of all. `nowMs` is for what expired. */
export function readDue(
  session: Session,
  dueBy: Date,
  limit: number,
  nowMs: number,
  shards?: readonly number[],
): readonly Stored[] {
  const ofAll = shards === undefined || shards.length === SHARDS;
  const sql = `SELECT ${COLUMNS} FROM documents WHERE kind = 'job' AND due_at <= ? AND ${NOT_EXPIRED}
    ${ofAll ? '' : `AND ${IN_SHARDS}`} ORDER BY due_at, due_since, row LIMIT ?`;
  const among = ofAll ? [] : [JSON.stringify(shards)];
  return session.all(sql, dueBy.toISOString(), nowMs, ...among, limit).map(toStored);
}

/** A job that waits for a further attempt is due later than now, but came due before: it counts from `due_since`. */
export function readBacklog(session: Session, now: Date): Backlog {
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
