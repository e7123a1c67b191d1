import type { JobBody } from '../usecases/jobs.ts';
import type { Document } from '../usecases/ports.ts';
import { jobRun, type JobRunOptions } from './run-job.ts';

export interface RunnerOptions extends JobRunOptions {
  /** Jobs over all partitions that are due, oldest first. */
  readonly due: (now: Date, limit: number) => AsyncIterable<Document<JobBody>>;
  /** Jobs at work at once: a free-running pool, so that one that hangs blocks no other. */
  readonly concurrency?: number;
  /** Of those under way, how many wait for an answer from outside, within a bound of their own: they take no place. */
  readonly outside?: Outside;
  /** How often to look for what others wrote or what came due. */
  readonly pollMs?: number;
}

/** Jobs that have left the pool to wait outside, and come back to it. */
export interface Outside {
  count(): number;
  /** Calls this whenever one more has left. */
  onLeave(look: () => void): void;
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
      if (full && !pool.isEmpty()) await pool.room();
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
  const { clock, log, concurrency = 16, outside } = options;
  const run = jobRun(options);
  const underWay = new Map<string, Promise<void>>();
  /** Read, and not taken up yet: each is claimed at the etag at which it was read. */
  let waiting: Document<JobBody>[] = [];
  let madeRoom: () => void = () => undefined;
  const isFull = () => underWay.size - (outside?.count() ?? 0) >= concurrency;
  outside?.onLeave(() => madeRoom());

  function launch(job: Document<JobBody>): void {
    const key = `${job.partition} ${job.id}`;
    if (underWay.has(key)) return;
    const work = run(job)
      // What cannot even be settled is taken up again when its lease runs out.
      .catch((error: unknown) => log.warn({ error: nameOf(error) }, 'job not settled'))
      .finally(() => {
        underWay.delete(key);
        madeRoom();
        ended();
      });
    underWay.set(key, work);
  }

  /** @returns whether there is room for more */
  function launchWaiting(): boolean {
    while (!isFull()) {
      const job = waiting.shift();
      if (job === undefined) return true;
      launch(job);
    }
    return false;
  }

  return {
    /** @returns whether there may be more due than could be taken up */
    async fill(): Promise<boolean> {
      if (!launchWaiting()) return true;
      // Those under way that nobody has claimed yet are still due.
      const limit = concurrency * 2 + underWay.size;
      waiting = await Array.fromAsync(options.due(clock.now(), limit));
      const found = waiting.length;
      return !launchWaiting() || found === limit;
    },
    isEmpty: () => underWay.size === 0,
    /** Waits until there is a place again. */
    room: () => (isFull() ? new Promise<void>((resolve) => (madeRoom = resolve)) : Promise.resolve()),
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
