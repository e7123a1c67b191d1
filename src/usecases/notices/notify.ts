import { subjectKey, type Notice, type NoticeSubject } from '../../domain/notices/notice.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobKind, newJob, type JobBody } from '../jobs.ts';
import { NoticeKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Document } from '../ports.ts';

export const LANE_JOB = 'job:lane';

/**
 * Asks that a person be told, or that what they were told be brought up to date. Asking for the same again changes nothing.
 *
 * @param wanted version of the card they should see
 */
export function notify(
  { documents, clock, queues }: Context,
  personId: PersonId,
  subject: NoticeSubject,
  wanted: number,
): Promise<void> {
  const partition = partitions.person(personId);
  const id = `notice:${subjectKey(subject)}`;
  return decideAgain(queues, partition, async () => {
    const [stored, lane] = await Promise.all([
      documents.get(NoticeKind, partition, id),
      documents.get(JobKind, partition, LANE_JOB),
    ]);
    if (stored !== undefined && stored.value.wanted >= wanted) return;
    const now = clock.now();
    const notice =
      stored === undefined
        ? create(NoticeKind, id, newNotice(personId, subject, wanted, now))
        : replace(NoticeKind, stored, { ...stored.value, wanted, open: reopens(stored.value) });
    await documents.commit(partition, [notice, laneChange(lane, personId, now)]);
  });
}

/**
 * Makes the person's lane run. A lane under way is touched, so that it cannot end without having looked again; one that
 * rests is due at once.
 */
export function laneChange(lane: Document<JobBody> | undefined, personId: PersonId, now: Date): Change {
  if (lane === undefined) return newJob('lane', { task: 'person.lane', personId }, now);
  const { dueAt, leased } = lane.value;
  if (leased || (dueAt !== undefined && dueAt <= now)) return replace(JobKind, lane, lane.value);
  return replace(JobKind, lane, { ...lane.value, dueAt: now, dueSince: now, attempts: 0 });
}

/** A card that never came through, or that a person cannot be reached for, is not brought up to date: there is nothing to update. */
function reopens(notice: Notice): boolean {
  return notice.open || notice.state === 'sent';
}

function newNotice(personId: PersonId, subject: NoticeSubject, wanted: number, now: Date): Notice {
  return {
    noticeId: `${subjectKey(subject)}:${personId}`,
    personId,
    subject,
    createdAt: now,
    state: 'pending',
    wanted,
    shown: 0,
    open: true,
    attempts: 0,
    lastStatus: 0,
    lastError: '',
    notBefore: null,
    leaseUntil: null,
    activityId: null,
    conversationId: null,
    sentAt: null,
  };
}
