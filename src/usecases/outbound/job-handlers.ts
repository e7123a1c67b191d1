import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { outboundJobs } from './jobs.ts';
import { postToSystem } from './tell.ts';

/** Which use case each job of partners' systems calls. */
export function outboundJobHandlers({ context, outbound }: JobParts): HandlersOf<typeof outboundJobs> {
  return { 'outbound.post': (task, run) => postToSystem(context, outbound, task, run) };
}
