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
  type Document,
  type Log,
} from '../usecases/ports.ts';
import { backoffMs, MAX_ATTEMPTS } from '../usecases/backoff.ts';
import { takeUp, type ClaimParts, type HeldJob } from './claim.ts';

export interface JobRunOptions extends ClaimParts {
  readonly handlers: JobHandlers;
  readonly log: Log;
}

/**
 * Runs one due job, and deletes it when done. `isHeld`: whether its shard is this instance's, at the moment it is asked.
 *
 * @returns false where it was written since it was read: whoever claimed it does it, else it has to be read again
 */
export function jobRun(
  options: JobRunOptions,
): (job: Document<JobBody>, isHeld: () => boolean) => Promise<boolean> {
  return async (found, isHeld) => {
    const held = await takeUp(options, found, isHeld);
    if (held === undefined) return false;
    try {
      const outcome = await handle(options.handlers, held);
      if (outcome === 'done') return await endLease(options, held, 'delete');
      else if (outcome !== 'deleted') {
        const since = outcome.is === 'planned' ? { dueSince: outcome.again } : {};
        // It ran without a fault: failures of earlier days do not add up to its end.
        const sound = { leased: false, attempts: 0, lastError: '' };
        const next = { ...held.job.value, ...sound, dueAt: outcome.again, ...since };
        return await endLease(options, held, next);
      }
    } catch (error) {
      return fail(options, held, error);
    }
    return true;
  };
}

/**
 * Ends the lease. If another commit wrote the job meanwhile, it is due again at once; if the lease had run out and somebody
 * else has claimed the job, theirs ends later, and the job is theirs.
 *
 * @returns false for one that was not claimed yet and was written: it is due as it is, or somebody else's
 */
async function endLease(
  { documents, clock }: JobRunOptions,
  { job, isClaimed }: HeldJob,
  next: JobBody | 'delete',
): Promise<boolean> {
  try {
    await documents.commit(job.partition, [
      next === 'delete' ? remove(job) : replace(JobDocument, job, next),
    ]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    if (!isClaimed) return false;
    const touched = await documents.get(JobDocument, job.partition, job.id);
    if (touched === undefined || !isStillMine(touched, job)) return true;
    const again: JobBody = { ...touched.value, dueAt: clock.now(), leased: false };
    await documents.commit(job.partition, [replace(JobDocument, touched, again)]);
  }
  return true;
}

function isStillMine({ value }: Document<JobBody>, leased: Document<JobBody>): boolean {
  return value.leased && value.dueAt?.getTime() === leased.value.dueAt?.getTime();
}

/**
 * Outages and conflicts of the store are no attempts; a job that failed too often, or was refused for good, rests without a
 * due date, with its reason.
 */
function fail(options: JobRunOptions, held: HeldJob, error: unknown): Promise<boolean> {
  const { job } = held;
  const passing = error instanceof ConflictError || error instanceof StoreUnavailable;
  const attempts = job.value.attempts + (passing ? 0 : 1);
  const lastError = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown';
  const dead = isLasting(error) || (attempts >= MAX_ATTEMPTS && !(error instanceof NotNow));
  const { dueAt: _lease, ...rest } = job.value;
  const wait = backoffMs(Math.max(1, attempts));
  const next: JobBody = { ...rest, attempts, lastError, leased: false };
  const fields = { job: job.value.task.task, attempts, dead };
  options.log.warn({ ...fields, error: error instanceof Error ? error.name : 'unknown' }, 'job failed');
  return endLease(
    options,
    held,
    dead ? next : { ...next, dueAt: new Date(options.clock.now().getTime() + wait) },
  );
}

/** Whether trying again would change nothing. */
function isLasting(error: unknown): boolean {
  return error instanceof DocumentInvalid || error instanceof RefusedForGood;
}

/** One dispatch table; the union of tasks and its handlers agree by type, which a single call cannot express. */
function handle(handlers: JobHandlers, held: HeldJob): Promise<JobOutcome> {
  const { task } = held.job.value;
  const handler = handlers[task.task] as JobHandler;
  return handler(task, held);
}
