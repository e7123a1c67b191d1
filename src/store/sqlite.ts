import { StoreUnavailable, type Etag } from '../usecases/ports.ts';
import type { DocumentStore } from './document-store.ts';
import { checkWrites, type CheckedWrite } from './document-limits.ts';
import { createCommits } from './sqlite-commits.ts';
import { companyOn } from './sqlite-company.ts';
import { commitInGroups } from './sqlite-group.ts';
import { databaseFile, fileWatch, IN_MEMORY } from './sqlite-file.ts';
import { forgetIn } from './sqlite-forgetting.ts';
import { sqliteHealth } from './sqlite-health.ts';
import { openDatabase } from './sqlite-open.ts';
import { createPatience } from './sqlite-patience.ts';
import { sqliteReads } from './sqlite-reads.ts';
import type { Session } from './sqlite-session.ts';
import { etagSource, sweepAll, sweepExpired, writeDocument } from './sqlite-writer.ts';

export interface SqliteOptions {
  /** Where `porter.db` lies; made if missing. `:memory:` for a store that goes with the process. */
  readonly folder: string;
  /** How long SQLite may block the event loop waiting for another process, at most 50 ms. */
  readonly busyTimeoutMs?: number;
  /** For what expires. */
  readonly now?: () => Date;
}

const BUSY_TIMEOUT_MS = 20;
const MAX_BUSY_TIMEOUT_MS = 50;
const SWEEP_EVERY_MS = 1_000;
const SWEPT_AT_ONCE = 50;

/**
 * The embedded engine: one file, safe with several processes of one machine on it. A commit is durable when it returns.
 * Reads and writes are synchronous inside and short; waiting for another process's lock is not.
 *
 * @throws StoreUnavailable when the folder or the disk cannot be used, with the reason
 * @throws Error when a newer release wrote the file
 */
export async function openSqlite(options: SqliteOptions): Promise<DocumentStore> {
  const { folder, busyTimeoutMs = BUSY_TIMEOUT_MS, now = () => new Date() } = options;
  const session = await openDatabase(folder, Math.min(busyTimeoutMs, MAX_BUSY_TIMEOUT_MS));
  return sqliteStore(session, now, folder);
}

/** The store on a connection of its own, which it closes. @param folder where its file lies */
export function sqliteStore(session: Session, now: () => Date, folder = IN_MEMORY): DocumentStore {
  const isGone = fileWatch(folder);
  const patience = createPatience();
  const readers = createPatience();
  const health = sqliteHealth({ session, patience, isGone, file: databaseFile(folder) });
  const reading = <T>(action: () => T) => noting(readers.whileBusy('cannot read', action));
  const nowMs = () => now().getTime();
  const write = writerOn(session, nowMs);
  const sweep = sweeperOn(session, nowMs);

  async function noting<T>(access: Promise<T>): Promise<T> {
    try {
      return await access;
    } catch (error) {
      health.note(error);
      throw error;
    }
  }

  function checkIsThere(): void {
    if (isGone()) throw new StoreUnavailable('cannot write: the data file was deleted or replaced');
  }

  const writing = { session, patience, checkIsThere };
  const hasCompany = companyOn(session);
  const commits = createCommits({
    ...writing,
    writeBatch(partition, writes) {
      const etags = write(partition, writes);
      sweep();
      return etags;
    },
  });

  return {
    engine: 'sqlite',
    // One file has no partitions that could fill or glow.
    spread: 1,
    ...sqliteReads(session, reading, nowMs),
    async commit(partition, writes) {
      const etags = await noting(commits.commit(partition, checkWrites(partition, writes)));
      health.wrote();
      return etags;
    },
    commitMany: (batches) => commitInGroups({ ...writing, writeBatch: write }, batches, hasCompany),
    trouble: () => Promise.resolve(health.trouble()),
    isGone,
    check: () => health.check(),
    async forget() {
      await commits.idle();
      await noting(
        patience.whileBusy('cannot write', () => session.transaction(() => sweepAll(session, nowMs()))),
      );
      return forgetIn(databaseFile(folder));
    },
    async close() {
      health.close();
      await commits.idle();
      session.close();
    },
  };
}

/** Writes documents, within the transaction that the caller has opened. @returns their new etags */
function writerOn(session: Session, nowMs: () => number) {
  const nextEtag = etagSource();
  return (partition: string, writes: readonly CheckedWrite[]): readonly Etag[] => {
    const at = nowMs();
    return writes.map((one) => {
      const etag = one.write.op === 'delete' ? '' : nextEtag();
      writeDocument(session, partition, one, etag, at);
      return etag;
    });
  };
}

/** Removes a few expired documents in the transaction of a commit, now and then. */
function sweeperOn(session: Session, nowMs: () => number) {
  let sweptAt = Number.NEGATIVE_INFINITY;
  return (): void => {
    const at = nowMs();
    if (at - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = at;
    sweepExpired(session, at, SWEPT_AT_ONCE);
  };
}
