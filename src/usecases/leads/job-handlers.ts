import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { leadJobs } from './jobs.ts';
import { readLeads } from './read.ts';
import { sendAnswer } from './send-answer.ts';
import { tellLead } from './tell.ts';

/** Which use case each job of leads calls. */
export function leadJobHandlers({ context, partnerCenter }: JobParts): HandlersOf<typeof leadJobs> {
  return {
    'lead.tell': (task) => tellLead(context, task),
    'lead.answer': (task, run) => sendAnswer(context, partnerCenter, task, run),
    'leads.read': ({ partnerId }, run) => readLeads(context, partnerCenter, partnerId, run),
  };
}
