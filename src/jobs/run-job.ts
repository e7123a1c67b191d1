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
  NotNow,
  RefusedForGood,
  remove,
  replace,
  StoreUnavailable,
  type Clock,
  type Document,
  type Documents,
  type Log,
} from '../usecases/ports.ts';
import { backoffMs, MAX_ATTEMPTS } from '../usecases/backoff.ts';

export interface JobRunOptions {
  readonly documents: Documents;
  readonly handlers: JobHandlers;
  readonly clock: Clock;
  readonly log: Log;
  /** A job not finished by then is taken up again, here or elsewhere. */
  readonly leaseMs?: number;
}

const LEASE_MS = 30_000;

/**
 * Runs one due job: claims it by moving `dueAt` to the end of a lease at its etag, and deletes it when done.
 *
 * @returns false where it was written since it was read: whoever claimed it does it, else it has to be read again
 */
export function jobRun(options: JobRunOptions): (job: Document<JobBody>) => Promise<boolean> {
  const { documents, clock, leaseMs = LEASE_MS } = options;
  return async (job) => {
    const now = clock.now();
    const leased: JobBody = { ...job.value, dueAt: new Date(now.getTime() + leaseMs), leased: true };
    let etag: string;
    try {
      [etag = ''] = await documents.commit(job.partition, [replace(JobDocument, job, leased)]);
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
    const mine: Document<JobBody> = { ...job, etag, value: leased };
    try {
      const outcome = await handle(options.handlers, mine);
      if (outcome === 'done') await endLease(options, mine, 'delete');
      else if (outcome !== 'deleted') {
        const since = outcome.is === 'planned' ? { dueSince: outcome.again } : {};
        // It ran without a fault: failures of earlier days do not add up to its end.
        const sound = { leased: false, attempts: 0, lastError: '' };
        await endLease(options, mine, { ...leased, ...sound, dueAt: outcome.again, ...since });
      }
    } catch (error) {
      await fail(options, mine, error);
    }
    return true;
  };
}

/**
 * Ends the lease. If another commit wrote the job meanwhile, it is due again at once; if the lease had run out and somebody
 * else has claimed the job, theirs ends later, and the job is theirs.
 */
async function endLease(
  { documents, clock }: JobRunOptions,
  job: Document<JobBody>,
  next: JobBody | 'delete',
): Promise<void> {
  try {
    await documents.commit(job.partition, [
      next === 'delete' ? remove(job) : replace(JobDocument, job, next),
    ]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const touched = await documents.get(JobDocument, job.partition, job.id);
    if (touched === undefined || !isStillMine(touched, job)) return;
    const again: JobBody = { ...touched.value, dueAt: clock.now(), leased: false };
    await documents.commit(job.partition, [replace(JobDocument, touched, again)]);
  }
}

function isStillMine({ value }: Document<JobBody>, leased: Document<JobBody>): boolean {
  return value.leased && value.dueAt?.getTime() === leased.value.dueAt?.getTime();
}

/**
 * Outages and conflicts of the store are no attempts; a job that failed too often, or was refused for good, rests without a
 * due date, with its reason.
 */
async function fail(options: JobRunOptions, job: Document<JobBody>, error: unknown): Promise<void> {
  const passing = error instanceof ConflictError || error instanceof StoreUnavailable;
  const attempts = job.value.attempts + (passing ? 0 : 1);
  const lastError = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown';
  const dead = isLasting(error) || (attempts >= MAX_ATTEMPTS && !(error instanceof NotNow));
  const { dueAt: _lease, ...rest } = job.value;
  const wait = backoffMs(Math.max(1, attempts));
  const next: JobBody = { ...rest, attempts, lastError, leased: false };
  const fields = { job: job.value.task.task, attempts, dead };
  options.log.warn({ ...fields, error: error instanceof Error ? error.name : 'unknown' }, 'job failed');
  await endLease(
    options,
    job,
    dead ? next : { ...next, dueAt: new Date(options.clock.now().getTime() + wait) },
  );
}

/** Whether trying again would change nothing. */
function isLasting(error: unknown): boolean {
  return error instanceof DocumentInvalid || error instanceof RefusedForGood;
}

/** One dispatch table; the union of tasks and its handlers agree by type, which a single call cannot express. */
function handle(handlers: JobHandlers, job: Document<JobBody>): Promise<JobOutcome> {
  const { task } = job.value;
  const handler = handlers[task.task] as JobHandler;
  return handler(task, { job, done: remove(job) });
}
