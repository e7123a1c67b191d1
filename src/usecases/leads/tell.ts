import { may } from '../../domain/memberships/policy.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { notifyAll } from '../notices/notify.ts';
import { rosterAt } from '../referrals/roster.ts';
import { leadAt, type LeadRef } from './find.ts';

/** Tells everybody with a role at the location of a lead, and brings the copies of its card up to date. */
export async function tellLead(context: Context, { partnerId, leadId }: LeadRef): Promise<JobOutcome> {
  const { documents, clock } = context;
  const [stored, roster] = await Promise.all([
    leadAt(documents, { partnerId, leadId }),
    rosterAt(documents, partnerId, clock.now()),
  ]);
  if (stored === undefined) return 'done';
  const people = (roster?.people ?? []).filter(({ rights }) => may('referrals', rights));
  const told = people.map(({ personId }) => personId);
  await notifyAll(context, told, { kind: 'lead', partnerId, leadId }, stored.value.revision);
  return 'done';
}
