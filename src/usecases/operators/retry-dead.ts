import { gaveUp, type Notice } from '../../domain/notices/notice.ts';
import { JobDocument, type JobBody } from '../jobs.ts';
import { NoticeDocument } from '../notices/documents.ts';
import { LANE_JOB, laneChange } from '../notices/notify.ts';
import { COLLECTIONS } from '../partitions.ts';
import { ConflictError, replace, type Document, type Documents } from '../ports.ts';

/** Every job, over all partitions. */
export async function* allJobs(documents: Documents): AsyncGenerator<Document<JobBody>> {
  for (const collection of COLLECTIONS) yield* documents.scan(JobDocument, collection);
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

/**
 * Sends every notice that gave up again, or brings up to date what it shows. What nobody is to be told of stays as it is,
 * and so does what was perhaps delivered: that heals when it is seen, and sending it once more would be one card too many.
 *
 * @returns how many
 */
export async function retryDeadNotices(documents: Documents, now: Date): Promise<number> {
  let count = 0;
  for await (const notice of documents.scan(NoticeDocument, 'people')) {
    const { value, partition } = notice;
    if (!gaveUp(value) || value.digestId !== null) continue;
    const lane = await documents.get(JobDocument, partition, LANE_JOB);
    const again: Notice = {
      ...value,
      state: value.activityId === null ? 'pending' : 'sent',
      open: true,
      attempts: 0,
      waitedMs: 0,
      brevity: 0,
      notBefore: null,
      aside: false,
    };
    try {
      await documents.commit(partition, [
        replace(NoticeDocument, notice, again),
        laneChange(lane, value.personId, now),
      ]);
      count++;
    } catch (error) {
      // Somebody else has it in hand.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  return count;
}
