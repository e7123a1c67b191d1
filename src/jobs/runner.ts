import type { JobBody } from '../usecases/jobs.ts';
import type { Document } from '../usecases/ports.ts';
import { jobRun, type JobRunOptions } from './run-job.ts';

export interface RunnerOptions extends JobRunOptions {
  /** Jobs over all partitions that are due, oldest first. */
  readonly due: (now: Date, limit: number) => AsyncIterable<Document<JobBody>>;
  /** Jobs under way at once: a free-running pool, so that one that hangs blocks no other. */
  readonly concurrency?: number;
  /** How often to look for what others wrote or what came due. */
  readonly pollMs?: number;
}

export interface Runner {
  start(): void;
  /** A commit wrote a job: look now. */
  wake(): void;
  /** Takes no more jobs up and waits for those under way. */
  stop(): Promise<void>;
  /** Runs all that is due now, and what that makes due, to the end. For tests and the command line. */
  drain(): Promise<void>;
}

/** Takes up due jobs, each by {@link jobRun}, as many beside each other as there is room for. */
export function createRunner(options: RunnerOptions): Runner {
  const { log, pollMs = 500 } = options;
  const alarm = createAlarm(pollMs);
  const pool = jobPool(options, alarm.wake);
  let running = false;
  let loop: Promise<void> = Promise.resolve();

  async function keepFilling(): Promise<void> {
    while (running) {
      const before = alarm.wakes();
      const full = await pool.fill().catch((error: unknown) => {
        log.warn({ error: nameOf(error) }, 'jobs not read');
        return false;
      });
      if (full && !pool.isEmpty()) await pool.oneDone();
      else if (alarm.wakes() === before) await alarm.sleep();
    }
  }

  return {
    start() {
      if (running) return;
      running = true;
      loop = keepFilling();
    },
    wake: alarm.wake,
    async stop() {
      running = false;
      alarm.wake();
      await loop;
      await pool.allDone();
    },
    async drain() {
      for (;;) {
        await pool.fill();
        if (pool.isEmpty()) return;
        await pool.allDone();
      }
    },
  };
}

/** The jobs under way. @param ended called whenever one of them ends */
function jobPool(options: RunnerOptions, ended: () => void) {
  const { clock, log, concurrency = 16 } = options;
  const run = jobRun(options);
  const underWay = new Map<string, Promise<void>>();

  function launch(job: Document<JobBody>): void {
    const key = `${job.partition} ${job.id}`;
    if (underWay.has(key)) return;
    const work = run(job)
      // What cannot even be settled is taken up again when its lease runs out.
      .catch((error: unknown) => log.warn({ error: nameOf(error) }, 'job not settled'))
      .finally(() => {
        underWay.delete(key);
        ended();
      });
    underWay.set(key, work);
  }

  return {
    /** @returns whether there may be more due than could be taken up */
    async fill(): Promise<boolean> {
      if (underWay.size >= concurrency) return true;
      const limit = concurrency * 2;
      let seen = 0;
      for await (const job of options.due(clock.now(), limit)) {
        seen++;
        if (underWay.size >= concurrency) return true;
        launch(job);
      }
      return seen === limit;
    },
    isEmpty: () => underWay.size === 0,
    oneDone: () => Promise.race(underWay.values()),
    allDone: () => Promise.all(underWay.values()),
  };
}

/** Lets a loop sleep until `wake` is called, at most `pollMs` at a time. */
function createAlarm(pollMs: number) {
  let wakes = 0;
  let woken: () => void = () => undefined;
  return {
    wake: (): void => {
      wakes++;
      woken();
    },
    /** How often `wake` was called, to notice a call while the loop was not asleep. */
    wakes: () => wakes,
    sleep: () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        woken = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
