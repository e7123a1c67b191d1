import { newNotice, subjectKey, type Notice, type NoticeSubject } from '../../domain/notices/notice.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument, jobChange, type JobBody } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Document } from '../ports.ts';
import { NoticeDocument } from './documents.ts';

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
      documents.get(NoticeDocument, partition, id),
      documents.get(JobDocument, partition, LANE_JOB),
    ]);
    if (stored !== undefined && stored.value.wanted >= wanted) return;
    const now = clock.now();
    const notice =
      stored === undefined
        ? create(NoticeDocument, id, newNotice(personId, subject, wanted, now))
        : replace(NoticeDocument, stored, { ...stored.value, wanted, open: reopens(stored.value) });
    const digestId = stored?.value.digestId ?? null;
    const digest = digestId === null ? undefined : await documents.get(NoticeDocument, partition, digestId);
    await documents.commit(partition, [
      notice,
      ...(digest === undefined ? [] : [replace(NoticeDocument, digest, wantedAgain(digest.value))]),
      laneChange(lane, personId, now),
    ]);
  });
}

/** How many are asked for at a time. */
const SIDE_BY_SIDE = 50;

/**
 * Asks for each of some people, beside each other: what is asked for at one instant shares a group of the store, and is then
 * sent at one instant, so that what their cards have in common is read once. `null` is somebody who is not known yet, and
 * nobody is asked for twice.
 */
export async function forEachPerson(
  people: Iterable<PersonId | null>,
  ask: (personId: PersonId) => Promise<void>,
): Promise<void> {
  const queue = [...new Set(people)].filter((personId) => personId !== null);
  for (let from = 0; from < queue.length; from += SIDE_BY_SIDE) {
    await Promise.all(queue.slice(from, from + SIDE_BY_SIDE).map(ask));
  }
}

/** Asks that each of some people be told of the same. */
export function notifyAll(
  context: Context,
  people: Iterable<PersonId | null>,
  subject: NoticeSubject,
  wanted: number,
): Promise<void> {
  return forEachPerson(people, (personId) => notify(context, personId, subject, wanted));
}

/**
 * Makes the person's lane run. A lane under way is touched, so that it cannot end without having looked again; one that
 * rests is due at once.
 */
export function laneChange(lane: Document<JobBody> | undefined, personId: PersonId, now: Date): Change {
  return jobChange(lane, 'lane', { task: 'person.lane', personId }, now);
}

/** What it shows has changed. */
export function wantedAgain(notice: Notice): Notice {
  return { ...notice, wanted: notice.wanted + 1, open: reopens(notice) };
}

/**
 * A card that never came through, or that a person cannot be reached for, is not brought up to date: there is nothing to
 * update. What a digest tells is brought up to date there.
 */
function reopens(notice: Notice): boolean {
  return notice.digestId === null && (notice.open || notice.state === 'sent');
}
