import { JobDocument, type JobBody, type JobRun } from '../usecases/jobs.ts';
import {
  ConflictError,
  remove,
  replace,
  type Clock,
  type Document,
  type Documents,
} from '../usecases/ports.ts';

export interface ClaimParts {
  readonly documents: Documents;
  readonly clock: Clock;
  /** A job not finished by then is taken up again, here or elsewhere. */
  readonly leaseMs?: number;
  /** Jobs whose handlers claim them themselves, see `JobClaim`. */
  readonly claimedByHandler?: ReadonlySet<string>;
}

/** A job that this process has taken up, as it is now. */
export interface HeldJob extends JobRun {
  readonly isClaimed: boolean;
}

const LEASE_MS = 30_000;

/**
 * Takes a job up, by moving `dueAt` to the end of a lease at its etag; one that its handler claims only when that does.
 *
 * @param isHeld whether its shard is this instance's, asked when a handler claims it: what leads there may take long
 * @returns undefined when somebody else has claimed it meanwhile
 */
export async function takeUp(
  parts: ClaimParts,
  job: Document<JobBody>,
  isHeld: () => boolean,
): Promise<HeldJob | undefined> {
  if (parts.claimedByHandler?.has(job.value.task.task) === true) return heldLater(parts, job, isHeld);
  const leased = leasedNow(parts, job.value);
  try {
    const [etag = ''] = await parts.documents.commit(job.partition, [replace(JobDocument, job, leased)]);
    const mine = { ...job, etag, value: leased };
    return { job: mine, done: remove(mine), isClaimed: true };
  } catch (error) {
    if (error instanceof ConflictError) return undefined;
    throw error;
  }
}

function heldLater(parts: ClaimParts, found: Document<JobBody>, isHeld: () => boolean): HeldJob {
  let job = found;
  let isClaimed = false;
  let leased = leasedNow(parts, job.value);
  const self: HeldJob = {
    get job() {
      return job;
    },
    get done() {
      return remove(job);
    },
    get isClaimed() {
      return isClaimed;
    },
    claim: {
      get change() {
        if (isClaimed) return undefined;
        leased = leasedNow(parts, job.value);
        return replace(JobDocument, job, leased);
      },
      isLost: () => !isHeld(),
      held(etag) {
        job = { ...job, etag, value: leased };
        isClaimed = true;
      },
      async lookAgain() {
        const now = await parts.documents.get(JobDocument, job.partition, job.id);
        if (now === undefined || isTaken(now.value, parts.clock.now())) return false;
        job = now;
        return true;
      },
    },
  };
  return self;
}

function leasedNow({ clock, leaseMs = LEASE_MS }: ClaimParts, job: JobBody): JobBody {
  return { ...job, dueAt: new Date(clock.now().getTime() + leaseMs), leased: true };
}

/** Leased by another, put off or given up: in any case not to be done now. */
function isTaken({ dueAt }: JobBody, now: Date): boolean {
  return dueAt === undefined || dueAt > now;
}
