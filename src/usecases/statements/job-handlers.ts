import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { statementJobs } from './jobs.ts';
import { tidyStatement } from './tidy.ts';

/** Which use case each job of statements calls. */
export function statementJobHandlers({ context }: JobParts): HandlersOf<typeof statementJobs> {
  return {
    'statement.tidy': (task) => tidyStatement(context, task),
  };
}
