import { catchUpOperator } from './catch-up.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import { retryWork, surveyWork } from './survey-work.ts';
import type { operatorJobs } from './jobs.ts';

/** Which use case each job of operators calls. */
export function operatorJobHandlers({ context }: JobParts): HandlersOf<typeof operatorJobs> {
  return {
    'operator.catch-up': (task) => catchUpOperator(context, task),
    'operators.survey': async () => {
      await surveyWork(context);
      return 'done';
    },
    'operators.retry': async () => {
      await retryWork(context);
      return 'done';
    },
  };
}
