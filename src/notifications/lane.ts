import type { Notice } from '../domain/notices/notice.ts';
import type { PersonId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { decideAgain } from '../usecases/decide-again.ts';
import type { JobOutcome } from '../usecases/jobs.ts';
import { NoticeKind } from '../usecases/kinds.ts';
import { partitions } from '../usecases/partitions.ts';
import { replace, type Document } from '../usecases/ports.ts';
import { noteDelivery } from '../usecases/referrals/reach.ts';
import { findAddressee, type Addressee } from './addressee.ts';
import { deliver, type DeliverParts } from './deliver.ts';

const PAGE = 20;
/** A lane gives way before its lease runs out, so that no second one ever sends beside it. */
const BUSY_MS = 15_000;

/**
 * Sends or updates what a person or channel waits for, in the order it was asked for, one at a time. It ends when nothing is open;
 * whoever asks for more meanwhile has touched the job, so that its end is noticed and it runs again.
 */
export async function runLane(
  parts: DeliverParts,
  task: { readonly personId: PersonId },
): Promise<JobOutcome> {
  const { context } = parts;
  const partition = partitions.person(task.personId);
  const started = performance.now();
  while (performance.now() - started < BUSY_MS) {
    const to = await findAddressee(context.documents, task.personId);
    if (to === undefined) return 'done';
    const open = await context.documents.list(NoticeKind, partition, {
      where: [{ field: 'open', is: '=', value: true }],
      orderBy: [{ field: 'createdAt' }],
      limit: PAGE,
    });
    if (open.items.length === 0) return 'done';
    if (to.unreachable !== null) return restAll(context, to, open.items);
    for (const notice of open.items) {
      const wait = await deliver(parts, to, notice);
      if (wait === 'look-again') break;
      if (wait instanceof Date) return { again: wait };
      if (performance.now() - started >= BUSY_MS) break;
    }
  }
  return { again: context.clock.now() };
}

/** Nothing gets through: what is open says so and stays open, for the day they are heard of again. */
async function restAll(
  context: Context,
  to: Addressee,
  notices: readonly Document<Notice>[],
): Promise<JobOutcome> {
  for (const { partition, id } of notices) {
    const rests = await decideAgain(context.queues, partition, async () => {
      const notice = await context.documents.get(NoticeKind, partition, id);
      if (notice === undefined || notice.value.state === 'unreachable' || notice.value.state === 'sent')
        return undefined;
      const lastStatus = to.unreachable?.status ?? notice.value.lastStatus;
      const value: Notice = { ...notice.value, state: 'unreachable', lastStatus, lastError: 'unreachable' };
      await context.documents.commit(partition, [replace(NoticeKind, notice, value)]);
      return value;
    });
    if (rests !== undefined) await noteDelivery(context, rests);
  }
  return 'done';
}
