import type { Notice } from '../domain/notices/notice.ts';
import { decideAgain } from '../usecases/decide-again.ts';
import type { Context } from '../usecases/context.ts';
import { NoticeDocument } from '../usecases/notices/documents.ts';
import { partitions } from '../usecases/partitions.ts';
import { replace, type Document } from '../usecases/ports.ts';
import type { DeliverParts } from './lane-step.ts';

/** More than a digest ever tells. */
const MOST_TOLD = 1_000;

/**
 * Ends what was told before the store was put back, as sent: in a message that is not known, which is adopted once its reader
 * sees it.
 *
 * @returns whether any was
 */
export async function settleTold(
  { context, told }: Pick<DeliverParts, 'context' | 'told'>,
  open: readonly Document<Notice>[],
): Promise<boolean> {
  if (told === undefined) return false;
  let settled = false;
  for (const stored of open) {
    const at = isUntold(stored.value) ? told.when(stored.value.noticeId) : undefined;
    if (at === undefined) continue;
    await settle(context, stored, at);
    settled = true;
  }
  return settled;
}

/** What is on its way is looked at once that is known to have ended. */
function isUntold({ state, activityId, sentAt }: Notice): boolean {
  return activityId === null && sentAt === null && state !== 'sending' && state !== 'sent';
}

function settle(
  { documents, queues }: Context,
  { partition, id }: Document<Notice>,
  at: Date,
): Promise<void> {
  return decideAgain(queues, partition, async () => {
    const stored = await documents.get(NoticeDocument, partition, id);
    if (stored === undefined || !isUntold(stored.value)) return;
    const { wanted } = stored.value;
    const idle = { lastError: '', notBefore: null, leaseUntil: null, aside: false };
    const sent: Notice = { ...stored.value, ...idle, state: 'sent', sentAt: at, shown: wanted, open: false };
    await documents.commit(partition, [replace(NoticeDocument, stored, sent)]);
  });
}

/** Notes what a message has just told: a first one its notice, a digest all that is in it. */
export async function noteTold(
  { context, told }: Pick<DeliverParts, 'context' | 'told'>,
  { noticeId, personId, subject, activityId }: Notice,
  id: string,
): Promise<void> {
  if (told === undefined || (activityId !== null && subject.kind !== 'dpor-digest')) return;
  const parts =
    subject.kind === 'dpor-digest'
      ? await context.documents.list(NoticeDocument, partitions.person(personId), {
          where: [{ field: 'digestId', is: '=', value: id }],
          limit: MOST_TOLD,
        })
      : { items: [] };
  await Promise.all(
    [noticeId, ...parts.items.map(({ value }) => value.noticeId)].map((one) => told.note(one)),
  );
}
