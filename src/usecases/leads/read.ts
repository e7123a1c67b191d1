import type { z } from 'zod';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument, jobChange, type JobOutcome, type JobRun } from '../jobs.ts';
import { nextTry } from '../next-try.ts';
import { partitions } from '../partitions.ts';
import type { PartnerCenter } from '../partner-center/port.ts';
import { create, replace } from '../ports.ts';
import { LeadsReadDocument, LEADS_READ } from './documents.ts';
import { keepLead } from './keep.ts';

/** A hook that was lost is made good within so long. */
const EVERY_MS = 15 * 60_000;
/** What is read again each time: changes may be listed later than they are dated. */
const OVERLAP_MS = 10 * 60_000;
/** Pages in one run, so that it ends well before its lease does; the next run goes on. */
const MAX_PAGES = 5;
const READ_JOB = 'leads-read';
/** Of the first time: the day on which the interface began. */
const BEGINNING = new Date('2018-01-01T00:00:00.000Z');

/**
 * Asks that the leads of the connected account be read, at once and from then on. Called at every start: reading that had
 * ended with the dead, over a token that ran out say, goes on with the new one.
 */
export async function askToReadLeads(
  { documents, clock, queues }: Context,
  account: PartnerCenter | undefined,
): Promise<void> {
  if (account === undefined) return;
  const { partnerId } = account;
  const partition = partitions.partner(partnerId);
  await decideAgain(queues, `${partition}#leads`, async () => {
    const stored = await documents.get(JobDocument, partition, `job:${READ_JOB}`);
    const task = { task: 'leads.read', partnerId } as const;
    await documents.commit(partition, [jobChange(stored, READ_JOB, task, clock.now())]);
  });
}

/**
 * Reads what has changed since the last time, some minutes of overlap included, and comes back after a quarter of an hour. What
 * a lost hook would have told comes in so, and what is known already changes nothing. Ends where the account is connected no
 * longer, or is another location's.
 */
export async function readLeads(
  context: Context,
  account: PartnerCenter | undefined,
  partnerId: PartnerId,
  run: JobRun,
): Promise<JobOutcome> {
  if (account?.partnerId !== partnerId) return 'done';
  const { documents, clock } = context;
  const stored = await documents.get(LeadsReadDocument, partitions.partner(partnerId), LEADS_READ);
  let until = stored?.value.until ?? BEGINNING;
  let next = stored?.value.next;
  const since = new Date(until.getTime() - OVERLAP_MS);
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await account.leadsSince(since, next);
    if (!page.ok && page.error.code === 'later') return nextTry(run, clock.now(), page.error.afterMs);
    for (const facts of page.ok ? page.value.leads : []) {
      await keepLead(context, partnerId, facts);
      until = latest(until, facts.updatedAt, clock.now());
    }
    next = page.ok ? page.value.next : undefined;
    if (next === undefined) break;
  }
  await noteRead(context, partnerId, { until, ...(next === undefined ? {} : { next }) });
  return next === undefined
    ? { again: new Date(clock.now().getTime() + EVERY_MS), is: 'planned' }
    : { again: clock.now(), is: 'late' };
}

/** A change that is dated ahead of time hides none that comes before it. */
function latest(until: Date, changedAt: Date, now: Date): Date {
  const at = changedAt > now ? now : changedAt;
  return at > until ? at : until;
}

function noteRead(
  { documents, queues }: Context,
  partnerId: PartnerId,
  read: z.infer<typeof LeadsReadDocument.schema>,
): Promise<void> {
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, `${partition}#leads`, async () => {
    const stored = await documents.get(LeadsReadDocument, partition, LEADS_READ);
    const before = stored?.value;
    if (before?.until.getTime() === read.until.getTime() && before.next === read.next) return;
    await documents.commit(partition, [
      stored === undefined
        ? create(LeadsReadDocument, LEADS_READ, read)
        : replace(LeadsReadDocument, stored, read),
    ]);
  });
}
