import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { create, replace } from '../ports.ts';
import { directoryOf, locationToChange } from './directory.ts';
import { LocationDocument, RESERVATION_LIFE } from './documents.ts';
import { withOneLess } from './plan.ts';

/**
 * An offer leaves the round robin's window: it no longer counts for its location. The job goes in that commit; one that lies
 * where its location moved from leaves a mark in it instead, since it may run again.
 */
export function forgetOffer(
  { documents, queues }: Context,
  task: { readonly partnerId: PartnerId },
  run: JobRun,
): Promise<JobOutcome> {
  return decideAgain(queues, directoryOf(documents, task.partnerId), async () => {
    const location = await locationToChange(documents, task.partnerId);
    if (location === undefined) return 'done';
    const { partition, value } = location;
    const isBeside = partition === run.job.partition;
    const mark = `forgot:${run.job.id}`;
    if (!isBeside && (await documents.get(PointerDocument, partition, mark)) !== undefined) return 'done';
    await documents.commit(partition, [
      replace(LocationDocument, location, { ...withOneLess(value), receivedAllTime: value.receivedAllTime }),
      isBeside ? run.done : create(PointerDocument, mark, { to: task.partnerId }, RESERVATION_LIFE),
    ]);
    return isBeside ? 'deleted' : 'done';
  });
}
