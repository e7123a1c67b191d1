import { dayOf } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import { JobDocument, newJob, type JobOutcome } from '../jobs.ts';
import { notify } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { replace, type Change } from '../ports.ts';
import { OperatorDocument } from '../memberships/documents.ts';

/** Mails come in bursts: so long the first one of a burst waits for the others. */
const BURST_MS = 2_000;
const MAX_OPERATORS = 1_000;
const PARTITION = partitions.program('mail');
const JOB = 'tell-unmatched';

/** Asks that operators be told of unmatched mails, soon and once for all that come until then. */
export async function tellJob({ documents, clock }: Context): Promise<Change> {
  const waiting = await documents.get(JobDocument, PARTITION, `job:${JOB}`);
  // Touched, so that one under way looks again.
  if (waiting !== undefined) return replace(JobDocument, waiting, waiting.value);
  return newJob(JOB, { task: 'mail.tell-operators' }, new Date(clock.now().getTime() + BURST_MS));
}

/** One card a day for each operator, brought up to date by every burst. */
export async function tellMails(context: Context): Promise<JobOutcome> {
  const now = context.clock.now();
  const operators = await context.documents.list(OperatorDocument, partitions.program('operators'), {
    limit: MAX_OPERATORS,
  });
  const subject = { kind: 'mails-unmatched', day: dayOf(now) } as const;
  const version = Math.floor(now.getTime() / 1_000);
  for (const { value } of operators.items) {
    if (value.personId !== null) await notify(context, value.personId, subject, version);
  }
  return 'done';
}
