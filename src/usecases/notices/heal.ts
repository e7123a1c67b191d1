import type { Actor } from '../../domain/memberships/person.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace } from '../ports.ts';
import { noteDelivery } from '../referrals/reach.ts';
import { LANE_JOB, laneChange } from './notify.ts';
import { NoticeDocument } from './documents.ts';

/** The message that a card was seen in. */
export interface SeenIn {
  readonly activityId: string;
  readonly conversationId: string;
}

/** Copies too many that are remembered; more there never are, since a message is sent four times at most. */
const MAX_EXTRAS = 8;

/**
 * A person has a notice's card before them. A message that is not known yet is the one it was perhaps delivered in, and is
 * adopted: nothing is sent again. One that is not the recorded one is a copy too many, and is taken back by the lane. Changes
 * nothing but where the notice's message is.
 *
 * @param seenIn undefined where the client does not say which message it is: then nothing can be healed
 * @returns undefined for a notice that is not there, or is somebody else's
 */
export async function healNotice(
  context: Context,
  { personId }: Pick<Actor, 'personId'>,
  noticeId: string,
  seenIn: SeenIn | undefined,
): Promise<Notice | undefined> {
  const { documents, queues, clock } = context;
  const owner = `:${personId}`;
  if (!noticeId.endsWith(owner)) return undefined;
  const partition = partitions.person(personId);
  const id = `notice:${noticeId.slice(0, -owner.length)}`;
  const stored = await documents.get(NoticeDocument, partition, id);
  if (
    stored === undefined ||
    seenIn === undefined ||
    healed(stored.value, seenIn, clock.now()) === undefined
  ) {
    return stored?.value;
  }
  const healedNow = await decideAgain(queues, partition, async () => {
    const [notice, lane] = await Promise.all([
      documents.get(NoticeDocument, partition, id),
      documents.get(JobDocument, partition, LANE_JOB),
    ]);
    const next = notice && healed(notice.value, seenIn, clock.now());
    if (notice === undefined || next === undefined) return notice?.value;
    await documents.commit(partition, [
      replace(NoticeDocument, notice, next),
      laneChange(lane, personId, clock.now()),
    ]);
    return next;
  });
  if (healedNow !== undefined && healedNow.state !== stored.value.state)
    await noteDelivery(context, healedNow);
  return healedNow;
}

/** @returns undefined when there is nothing to heal */
function healed(notice: Notice, { activityId, conversationId }: SeenIn, now: Date): Notice | undefined {
  if (notice.activityId === activityId) return undefined;
  if (notice.activityId === null) {
    const hasLeft = notice.state === 'sending' || notice.state === 'sent' || notice.uncertain > 0;
    if (!hasLeft) return undefined;
    const sentAt = notice.sentAt ?? now;
    const idle = { lastError: '', notBefore: null, leaseUntil: null };
    // Which state of things it shows is not known, so it is brought up to date once.
    return { ...notice, ...idle, state: 'sent', activityId, conversationId, sentAt, open: true };
  }
  if (notice.extras.length >= MAX_EXTRAS || notice.extras.some((extra) => extra.activityId === activityId)) {
    return undefined;
  }
  return { ...notice, extras: [...notice.extras, { activityId, conversationId }], open: true };
}
