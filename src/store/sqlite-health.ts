import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Trouble } from './document-store.ts';
import { isBusy, troubleOf } from './sqlite-errors.ts';
import { IN_MEMORY } from './sqlite-open.ts';
import type { Session } from './sqlite-session.ts';

/** An answer is as good as new for so long. */
const KEPT_MS = 2_000;
/** A lock that somebody else holds for longer is trouble. */
const LOCKED_MS = 5_000;
/** The whole file is looked through again after this, or twenty times as long as it took, whichever is longer. */
const CHECK_EVERY_MS = 10_000;
const CHECK_SHARE = 20;

/** Written again and again, to see that it can be. */
const PROBE = `INSERT INTO documents (partition, id, kind, etag, body) VALUES ('health/store', 'probe', 'probe', ?, '{}')
  ON CONFLICT (partition, id) DO UPDATE SET etag = excluded.etag`;

export interface SqliteHealth {
  trouble(): Promise<Trouble | undefined>;
  isGone(): boolean;
  /** Looks the whole file through in a thread of its own, now and then. */
  check(): void;
  /** Takes note of what an access ran into. */
  note(error: unknown): void;
  close(): void;
}

/** How the file of the embedded store fares. @param folder {@link IN_MEMORY}: there is no file */
export function sqliteHealth(session: Session, folder: string): SqliteHealth {
  const file = folder === IN_MEMORY ? undefined : join(folder, 'porter.db');
  const known = new Map<string, string>();
  let isDamaged = false;
  let lockedSince: number | undefined;
  let probes = 0;
  let last: { readonly at: number; readonly trouble: Trouble | undefined } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  /** Whether a file is the one that it was when it was first looked at. */
  function isSame(path: string): boolean {
    const identity = identityOf(path);
    const before = known.get(path);
    if (before === undefined && identity !== undefined) known.set(path, identity);
    return before === undefined || before === identity;
  }

  function isGone(): boolean {
    // Without its log a database has lost what was written last, whatever else is still there.
    return file !== undefined && !(isSame(file) && isSame(`${file}-wal`));
  }

  function tryWrite(): Trouble | undefined {
    try {
      session.transaction(() => session.run(PROBE, String(probes++)));
      lockedSince = undefined;
      return undefined;
    } catch (error) {
      if (!isBusy(error)) return troubleOf(error) ?? 'damaged';
      lockedSince ??= performance.now();
      return performance.now() - lockedSince >= LOCKED_MS ? 'locked' : undefined;
    }
  }

  function lookThrough(): void {
    if (file === undefined || isClosed) return;
    const started = performance.now();
    const worker = new Worker(new URL('./sqlite-check.ts', import.meta.url), { workerData: { file } });
    worker.unref();
    worker.once('message', (sound: unknown) => {
      isDamaged ||= sound === false;
    });
    worker.once('error', () => undefined);
    worker.once('exit', () => {
      const took = performance.now() - started;
      timer = setTimeout(lookThrough, Math.max(CHECK_EVERY_MS, took * CHECK_SHARE)).unref();
    });
  }

  isGone();
  return {
    isGone,
    trouble() {
      const now = performance.now();
      if (last === undefined || now - last.at > KEPT_MS) {
        const trouble = isGone() ? 'gone' : isDamaged ? 'damaged' : tryWrite();
        last = { at: now, trouble };
      }
      return Promise.resolve(last.trouble);
    },
    check: lookThrough,
    note(error) {
      isDamaged ||= troubleOf(error) === 'damaged';
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** What tells a file from another one of that name; undefined where there is none. */
function identityOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}
