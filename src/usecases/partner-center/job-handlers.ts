import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import { fetchChanged } from './fetch.ts';
import type { partnerCenterJobs } from './jobs.ts';

/** Which use case each job of Partner Center calls. */
export function partnerCenterJobHandlers({
  context,
  partnerCenter,
}: JobParts): HandlersOf<typeof partnerCenterJobs> {
  return {
    'partner-center.fetch': ({ subject }, run) => fetchChanged(context, partnerCenter, subject, run),
  };
}
