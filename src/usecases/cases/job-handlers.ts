import { buildCases } from './build.ts';
import { followCase } from './follow.ts';
import { tellCase, tellCaseClosed } from './tell-case.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { caseJobs } from './jobs.ts';

/** Which use case each job of cases calls. */
export function caseJobHandlers({ context }: JobParts): HandlersOf<typeof caseJobs> {
  return {
    'case.follow': (task) => followCase(context, task),
    'case.tell-operators': (task) => tellCase(context, task),
    'case.tell-closed': (task) => tellCaseClosed(context, task),
    'cases.build': () => buildCases(context),
  };
}
