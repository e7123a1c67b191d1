import { takeLead, type Lead, type LeadFacts } from '../../domain/leads/lead.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change } from '../ports.ts';
import { LeadDocument } from './documents.ts';
import { leadAt, leadId } from './find.ts';

/** Takes in a lead as Partner Center has it, unless it is kept so or in a later state. Its people are shown what is new. */
export function keepLead(
  { documents, clock, queues }: Context,
  partnerId: PartnerId,
  facts: LeadFacts,
): Promise<void> {
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, `${partition}#leads`, async () => {
    const stored = await leadAt(documents, { partnerId, leadId: facts.leadId });
    const next = takeLead(stored?.value, partnerId, facts);
    if (next === undefined) return;
    await documents.commit(partition, [
      stored === undefined ? create(LeadDocument, leadId(next), next) : replace(LeadDocument, stored, next),
      tellJob(next, clock.now()),
    ]);
  });
}

/** In the commit of each change that a card shows. */
export function tellJob({ partnerId, leadId: id, revision }: Lead, now: Date): Change {
  return newJob(`lead-tell:${id}:${revision}`, { task: 'lead.tell', partnerId, leadId: id }, now);
}
