import { JobDocument, type JobBody } from '../../usecases/jobs.ts';
import { ConflictError, replace, type Document, type Documents } from '../../usecases/ports.ts';
import { COLLECTIONS } from '../collections.ts';

export interface ListedJob {
  readonly state: 'waiting' | 'dead';
  /** State, task with its ids, when it is due, attempts and the last reason. */
  readonly line: string;
}

/** Every job that is not done: those that wait for their time or for a further attempt, and those that gave up. */
export async function* listJobs(documents: Documents): AsyncGenerator<ListedJob> {
  for await (const { value } of allJobs(documents)) {
    const { task, dueAt, attempts, lastError } = value;
    const { task: name, ...ids } = task;
    const subject = [name, ...Object.values(ids)].join(' ');
    const reason = lastError === '' ? '' : `: ${lastError}`;
    const when = dueAt === undefined ? 'gave up' : `due ${dueAt.toISOString()}`;
    const state = dueAt === undefined ? 'dead' : 'waiting';
    yield { state, line: `${state.padEnd(7)}  ${subject}, ${when} after ${attempts} attempts${reason}` };
  }
}

/**
 * Makes every dead job due again, as if it had never been tried. One that somebody else touches meanwhile is theirs.
 *
 * @returns how many
 */
export async function retryDead(documents: Documents, now: Date): Promise<number> {
  let count = 0;
  for await (const job of allJobs(documents)) {
    if (job.value.dueAt !== undefined) continue;
    try {
      const due: JobBody = { ...job.value, dueAt: now, dueSince: now, attempts: 0, leased: false };
      await documents.commit(job.partition, [replace(JobDocument, job, due)]);
      count++;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  return count;
}

async function* allJobs(documents: Documents): AsyncGenerator<Document<JobBody>> {
  for (const collection of COLLECTIONS) yield* documents.scan(JobDocument, collection);
}
