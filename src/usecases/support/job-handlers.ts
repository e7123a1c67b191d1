import { tellCase, tellCaseClosed } from './tell-case.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { supportJobs } from './jobs.ts';

/** Which use case each job of support calls. */
export function supportJobHandlers({ context }: JobParts): HandlersOf<typeof supportJobs> {
  return {
    'case.tell-operators': (task) => tellCase(context, task),
    'case.tell-closed': (task) => tellCaseClosed(context, task),
  };
}
