import type { JobParts } from '../../job-parts.ts';
import type { HandlersOf } from '../../jobs.ts';
import type { importJobs } from './jobs.ts';
import { runDropped } from './run.ts';

/** Which use case each job of dropped files calls. */
export function importJobHandlers({ context, importFiles }: JobParts): HandlersOf<typeof importJobs> {
  return {
    'import.run': (task) => runDropped(context, importFiles, task),
  };
}
