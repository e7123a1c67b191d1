import {
  JobDocument,
  type JobBody,
  type JobHandler,
  type JobHandlers,
  type JobOutcome,
} from '../usecases/jobs.ts';
import {
  ConflictError,
  DocumentInvalid,
  remove,
  replace,
  StoreUnavailable,
  type Clock,
  type Document,
  type Documents,
  type Log,
} from '../usecases/ports.ts';
import { backoffMs, MOST_ATTEMPTS } from '../usecases/backoff.ts';

export interface RunnerOptions {
  readonly documents: Documents;
  /** Jobs over all partitions that are due, oldest first. */
  readonly due: (now: Date, limit: number) => AsyncIterable<Document<JobBody>>;
  readonly handlers: JobHandlers;
  readonly clock: Clock;
  readonly log: Log;
  /** Jobs under way at once: a free-running pool, so that one that hangs blocks no other. */
  readonly concurrency?: number;
  /** A job not finished by then is taken up again, here or elsewhere. */
  readonly leaseMs?: number;
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

/** Claims due jobs by moving `dueAt` to the end of a lease at their etag, runs them, and deletes them when done. */
export function createRunner(options: RunnerOptions): Runner {
  const { documents, clock, log } = options;
  const concurrency = options.concurrency ?? 16;
  const leaseMs = options.leaseMs ?? 30_000;
  const pollMs = options.pollMs ?? 500;
  const underWay = new Map<string, Promise<void>>();
  let running = false;
  let woken: () => void = () => undefined;
  let wakes = 0;
  let loop: Promise<void> = Promise.resolve();

  async function claimAndRun(job: Document<JobBody>): Promise<void> {
    const now = clock.now();
    const leased: JobBody = { ...job.value, dueAt: new Date(now.getTime() + leaseMs), leased: true };
    let etag: string;
    try {
      [etag = ''] = await documents.commit(job.partition, [replace(JobDocument, job, leased)]);
    } catch (error) {
      if (error instanceof ConflictError) return;
      throw error;
    }
    const mine: Document<JobBody> = { ...job, etag, value: leased };
    try {
      const outcome = await handle(options.handlers, mine);
      if (outcome === 'done') await settle(mine, 'delete');
      else if (outcome !== 'deleted') {
        const since = outcome.is === 'planned' ? { dueSince: outcome.again } : {};
        // It ran without a fault: failures of earlier days do not add up to its end.
        const sound = { leased: false, attempts: 0, lastError: '' };
        await settle(mine, { ...leased, ...sound, dueAt: outcome.again, ...since });
      }
    } catch (error) {
      await fail(mine, error);
    }
  }

  /** Ends the lease. Somebody who touched the job meanwhile wants it run again. */
  async function settle(job: Document<JobBody>, next: JobBody | 'delete'): Promise<void> {
    try {
      await documents.commit(job.partition, [
        next === 'delete' ? remove(job) : replace(JobDocument, job, next),
      ]);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const touched = await documents.get(JobDocument, job.partition, job.id);
      if (touched === undefined || !touched.value.leased) return;
      const again: JobBody = { ...touched.value, dueAt: clock.now(), leased: false };
      await documents.commit(job.partition, [replace(JobDocument, touched, again)]);
    }
  }

  /** Outages and conflicts are no attempts; a job that failed too often rests without a due date, with its reason. */
  async function fail(job: Document<JobBody>, error: unknown): Promise<void> {
    const passing = error instanceof ConflictError || error instanceof StoreUnavailable;
    const attempts = job.value.attempts + (passing ? 0 : 1);
    const lastError = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown';
    const dead = attempts >= MOST_ATTEMPTS || error instanceof DocumentInvalid;
    const { dueAt: _lease, ...rest } = job.value;
    const wait = backoffMs(Math.max(1, attempts));
    const next: JobBody = { ...rest, attempts, lastError, leased: false };
    const fields = { job: job.value.task.task, attempts, dead };
    log.warn({ ...fields, error: error instanceof Error ? error.name : 'unknown' }, 'job failed');
    await settle(job, dead ? next : { ...next, dueAt: new Date(clock.now().getTime() + wait) });
  }

  function launch(job: Document<JobBody>): void {
    const key = `${job.partition} ${job.id}`;
    if (underWay.has(key)) return;
    const work = claimAndRun(job)
      // What cannot even be settled is taken up again when its lease runs out.
      .catch((error: unknown) => log.warn({ error: nameOf(error) }, 'job not settled'))
      .finally(() => {
        underWay.delete(key);
        wake();
      });
    underWay.set(key, work);
  }

  function wake(): void {
    wakes++;
    woken();
  }

  /** @returns whether there may be more due than could be taken up */
  async function fill(): Promise<boolean> {
    const room = concurrency - underWay.size;
    if (room <= 0) return true;
    let seen = 0;
    const limit = concurrency * 2;
    for await (const job of options.due(clock.now(), limit)) {
      seen++;
      if (underWay.size >= concurrency) return true;
      launch(job);
    }
    return seen === limit;
  }

  async function run(): Promise<void> {
    while (running) {
      const before = wakes;
      const full = await fill().catch((error: unknown) => {
        log.warn({ error: nameOf(error) }, 'jobs not read');
        return false;
      });
      if (full && underWay.size > 0) await Promise.race(underWay.values());
      else if (wakes === before) await sleepUntilWoken();
    }
  }

  function sleepUntilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      woken = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start() {
      if (running) return;
      running = true;
      loop = run();
    },
    wake,
    async stop() {
      running = false;
      wake();
      await loop;
      await Promise.all(underWay.values());
    },
    async drain() {
      for (;;) {
        await fill();
        if (underWay.size === 0) return;
        await Promise.all(underWay.values());
      }
    },
  };
}

/** One dispatch table; the union of tasks and its handlers agree by type, which a single call cannot express. */
function handle(handlers: JobHandlers, job: Document<JobBody>): Promise<JobOutcome> {
  const { task } = job.value;
  const handler = handlers[task.task] as JobHandler;
  return handler(task, { job, done: remove(job) });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
