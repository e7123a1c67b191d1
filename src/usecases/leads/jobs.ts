import { LeadId } from '../../domain/leads/lead.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { defineJob } from '../define-job.ts';

const LEAD = { partnerId: PartnerId, leadId: LeadId };

/** What happens later with co-sell leads. Lies with the partner. */
export const leadJobs = [
  defineJob({
    task: 'lead.tell',
    about: 'A co-sell lead came in or has changed: show it to the location’s people as it now is.',
    payload: LEAD,
  }),
  defineJob({
    task: 'lead.answer',
    about: 'Tell Partner Center what was answered to a co-sell lead.',
    payload: LEAD,
  }),
  defineJob({
    task: 'leads.read',
    about: 'Read from Partner Center what has changed of the co-sell leads, and come back for what follows.',
    payload: { partnerId: PartnerId },
  }),
] as const;
