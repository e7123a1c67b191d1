import { JobDocument, type JobBody } from '../../usecases/jobs.ts';
import { ConflictError, replace, type Document, type Documents } from '../../usecases/ports.ts';
import { COLLECTIONS } from '../../usecases/partitions.ts';
import { instantOf, type Listed } from './listed.ts';

/** Every job that is not done: those that wait for their time or for a further attempt, and those that gave up. */
export async function* listJobs(documents: Documents): AsyncGenerator<Listed> {
  for await (const { value } of allJobs(documents)) {
    const { task, dueAt, attempts, lastError } = value;
    const { task: name, ...ids } = task;
    yield {
      kind: 'job',
      state: dueAt === undefined ? 'dead' : 'waiting',
      due: dueAt ?? null,
      attempts,
      what: [name, ...Object.values(ids).map(asText)].join(' '),
      why: lastError,
    };
  }
}

function asText(value: unknown): string {
  if (value instanceof Date) return instantOf(value);
  return typeof value === 'object' && value !== null
    ? Object.values(value).map(asText).join(' ')
    : String(value);
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
