import { tidyFile } from '../claims/evidence/tidy-file.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { fileJobs } from './jobs.ts';

/** Which use case each job of files calls. */
export function fileJobHandlers({ context }: JobParts): HandlersOf<typeof fileJobs> {
  return {
    'file.tidy': (task) => tidyFile(context, task),
  };
}
