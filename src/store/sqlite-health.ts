import { Worker } from 'node:worker_threads';
import type { Trouble } from './document-store.ts';
import { isBusy, troubleOf } from './sqlite-errors.ts';
import { IN_MEMORY } from './sqlite-file.ts';
import type { Patience } from './sqlite-patience.ts';
import type { Session } from './sqlite-session.ts';

/** A write that was tried tells how the file fares for so long. */
const KEPT_MS = 900;
/** What a write of somebody's ran into counts for so long, unless one succeeds: a small one may fit where a large one did not. */
const NOTED_MS = 10_000;
/** The whole file is looked through again after this, or twenty times as long as it took, whichever is longer. */
const CHECK_EVERY_MS = 10_000;
const CHECK_SHARE = 20;

/** Written again and again, to see that it can be. */
const PROBE = `INSERT INTO documents (partition, id, kind, etag, body) VALUES ('health/store', 'probe', 'probe', ?, '{}')
  ON CONFLICT (partition, id) DO UPDATE SET etag = excluded.etag`;

export interface SqliteHealth {
  /** Tries a write, unless one was tried within the last second. */
  trouble(): Trouble | undefined;
  /** Looks the whole file through in a thread of its own, now and then. */
  check(): void;
  /** Takes note of what an access ran into. */
  note(error: unknown): void;
  /** Something was written. */
  wrote(): void;
  close(): void;
}

export interface HealthParts {
  readonly session: Session;
  /** Of those who write: what is locked to one is locked to all. */
  readonly patience: Patience;
  readonly isGone: () => boolean;
  /** {@link IN_MEMORY}: there is none to look through. */
  readonly file: string;
}

/** How the file of the embedded store fares. */
export function sqliteHealth({ session, patience, isGone, file }: HealthParts): SqliteHealth {
  let isDamaged = false;
  let noted: { readonly at: number; readonly trouble: Trouble } | undefined;
  let last: { readonly at: number; readonly trouble: Trouble | undefined } | undefined;
  let probes = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function tryWrite(): Trouble | undefined {
    try {
      session.transaction(() => session.run(PROBE, String(probes++)));
      patience.over();
      return undefined;
    } catch (error) {
      if (!isBusy(error)) return troubleOf(error) ?? 'damaged';
      return patience.met() ? 'locked' : undefined;
    }
  }

  function notedAt(now: number): Trouble | undefined {
    return noted !== undefined && now - noted.at < NOTED_MS ? noted.trouble : undefined;
  }

  function lookThrough(): void {
    if (file === IN_MEMORY || isClosed) return;
    const started = performance.now();
    const worker = new Worker(new URL('./sqlite-check.ts', import.meta.url), { workerData: { file } });
    worker.unref();
    worker.once('message', (sound: unknown) => {
      isDamaged = sound === false;
    });
    worker.once('error', () => undefined);
    worker.once('exit', () => {
      const took = performance.now() - started;
      timer = setTimeout(lookThrough, Math.max(CHECK_EVERY_MS, took * CHECK_SHARE)).unref();
    });
  }

  return {
    trouble() {
      const now = performance.now();
      if (last === undefined || now - last.at > KEPT_MS) {
        last = { at: now, trouble: isGone() ? 'gone' : isDamaged ? 'damaged' : tryWrite() };
      }
      return last.trouble ?? notedAt(now);
    },
    check: lookThrough,
    note(error) {
      const trouble = troubleOf(error);
      if (trouble === 'damaged') isDamaged = true;
      // Who waited for a lock has waited for all of it: whether it is still there, a try tells that is made anew.
      else if (trouble === 'locked') last = undefined;
      else if (trouble !== undefined) noted = { at: performance.now(), trouble };
    },
    wrote() {
      noted = undefined;
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
