import { answerLead, type Lead, type LeadMove } from '../../domain/leads/lead.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace } from '../ports.ts';
import { LeadDocument } from './documents.ts';
import { findLead, type FoundLead, type LeadRef } from './find.ts';
import { tellJob } from './keep.ts';

export interface Answered extends Pick<FoundLead, 'location' | 'roster'> {
  readonly lead: Lead;
  /** `stale`: it does not take that answer (any more). */
  readonly outcome: 'done' | 'stale';
}

/**
 * Answers a lead: any role at its location. The answer goes to Partner Center by a job of the same commit, and counts once it
 * was taken there. The same press delivered twice is one answer.
 *
 * @param opId the activity that carries the press
 */
export function answerLeadOf(
  context: Context,
  actor: Actor,
  ref: LeadRef,
  { move, reason }: { readonly move: LeadMove; readonly reason: string },
  opId: string,
): Promise<Result<Answered, { readonly code: 'forbidden' }>> {
  const { documents, clock, queues } = context;
  const { partnerId, leadId } = ref;
  const partition = partitions.partner(partnerId);
  const press = hashOf(opId);
  return decideAgain(queues, `${partition}#leads`, async () => {
    const found = await findLead(context, actor, ref);
    if (found === undefined) return refuse({ code: 'forbidden' });
    const { stored, location, roster } = found;
    const now = clock.now();
    const answered = (lead: Lead, outcome: Answered['outcome']) => ok({ lead, location, roster, outcome });
    if (stored.value.answer?.opId === press) return answered(stored.value, 'done');
    const next = answerLead(stored.value, { move, reason, at: now, by: actor.personId, opId: press });
    const audit = (outcome: Answered['outcome']) =>
      audited(`press:${actor.personId}:${press}`, {
        at: now,
        actor: actor.aadObjectId,
        action: `lead.${move === 'accept' || move === 'decline' ? move : 'close'}`,
        subject: leadId,
        outcome,
        detail: move,
      });
    if (next === undefined) {
      await committed(() => documents.commit(partition, [audit('stale')]));
      return answered(stored.value, 'stale');
    }
    await documents.commit(partition, [
      replace(LeadDocument, stored, next),
      newJob(`lead-answer:${leadId}:${next.revision}`, { task: 'lead.answer', partnerId, leadId }, now),
      tellJob(next, now),
      audit('done'),
    ]);
    return answered(next, 'done');
  });
}
