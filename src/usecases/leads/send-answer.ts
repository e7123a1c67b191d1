import { settled, takeLead, type LeadAnswer, type LeadFacts } from '../../domain/leads/lead.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { nextTry } from '../next-try.ts';
import { partitions } from '../partitions.ts';
import type { PartnerCenter } from '../partner-center/port.ts';
import { replace } from '../ports.ts';
import { LeadDocument } from './documents.ts';
import { leadAt, type LeadRef } from './find.ts';
import { tellJob } from './keep.ts';

/**
 * Tells Partner Center what was answered to a lead, as an answer to the very state of it that was seen. Where it has changed
 * there meanwhile nothing is changed: the lead is read anew, and its card says that the answer was not taken. One that had
 * arrived although nothing came back stands there already, and counts as taken.
 */
export async function sendAnswer(
  context: Context,
  account: PartnerCenter | undefined,
  ref: LeadRef,
  run: JobRun,
): Promise<JobOutcome> {
  const stored = await leadAt(context.documents, ref);
  const answer = stored?.value.answer;
  if (account === undefined || answer?.state !== 'sending') return 'done';
  const sent = await account.answerLead(ref.leadId, answer.etag, answer);
  if (sent.ok) return settle(context, ref, answer, sent.value);
  if (sent.error.code === 'later') return nextTry(run, context.clock.now(), sent.error.afterMs);
  if (sent.error.code === 'absent') return settle(context, ref, answer, undefined);
  const now = await account.lead(ref.leadId);
  if (!now.ok && now.error.code === 'later') return nextTry(run, context.clock.now(), now.error.afterMs);
  return settle(context, ref, answer, (now.ok && now.value) || undefined);
}

/** Ends the answer that was sent, and no later one. */
function settle(
  { documents, clock, queues }: Context,
  ref: LeadRef,
  sent: LeadAnswer,
  facts: LeadFacts | undefined,
): Promise<JobOutcome> {
  const partition = partitions.partner(ref.partnerId);
  return decideAgain<JobOutcome>(queues, `${partition}#leads`, async () => {
    const stored = await leadAt(documents, ref);
    if (stored?.value.answer?.opId !== sent.opId || stored.value.answer.state !== 'sending') return 'done';
    const taken = facts && takeLead(stored.value, ref.partnerId, facts);
    const next = settled(taken ?? stored.value);
    await documents.commit(partition, [replace(LeadDocument, stored, next), tellJob(next, clock.now())]);
    return 'done';
  });
}
