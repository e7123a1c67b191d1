import { gaveUp, type Notice } from '../../domain/notices/notice.ts';
import { JobDocument } from '../../usecases/jobs.ts';
import { LANE_JOB, laneChange } from '../../usecases/notices/notify.ts';
import { ConflictError, replace, type Documents } from '../../usecases/ports.ts';
import { NoticeDocument } from '../../usecases/notices/documents.ts';
import type { Listed } from './listed.ts';

/** Every notice that did not come through, or not for sure. What a digest tells goes as the digest goes. */
export async function* listNotices(documents: Documents): AsyncGenerator<Listed> {
  for await (const { value } of documents.scan(NoticeDocument, 'people')) {
    const { noticeId, digestId, attempts, lastStatus, lastError, notBefore } = value;
    if (digestId !== null || value.state === 'sent') continue;
    yield {
      kind: 'notice',
      state: value.state === 'sending' || value.state === 'pending' ? 'waiting' : value.state,
      due: notBefore,
      attempts,
      what: noticeId,
      why: lastStatus === 0 || lastError === '' ? lastError : `${lastStatus} ${lastError}`,
    };
  }
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
