import { ageSeconds } from './cached-backlog.ts';
import type { Backlog, Stored } from './document-store.ts';
import { COLUMNS, NOT_EXPIRED, toStored } from './sqlite-rows.ts';
import type { Session } from './sqlite-session.ts';

/** Jobs due by an instant, oldest first. `nowMs` is for what expired. */
export function readDue(session: Session, dueBy: Date, limit: number, nowMs: number): readonly Stored[] {
  const sql = `SELECT ${COLUMNS} FROM documents WHERE kind = 'job' AND due_at <= ? AND ${NOT_EXPIRED}
    ORDER BY due_at, due_since, row LIMIT ?`;
  return session.all(sql, dueBy.toISOString(), nowMs, limit).map(toStored);
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
