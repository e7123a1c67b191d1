import type { Context } from '../../context.ts';
import type { JobOutcome, JobTask } from '../../jobs.ts';
import { notify } from '../../notices/notify.ts';

/** Tells somebody of a change of their roles; what it was, their entry on the roster says when the card is made. */
export async function tellTeamChange(
  context: Context,
  { partnerId, program, revision, personId }: Extract<JobTask, { task: 'team.tell' }>,
): Promise<JobOutcome> {
  await notify(context, personId, { kind: 'team-change', partnerId, program, revision }, 1);
  return 'done';
}
