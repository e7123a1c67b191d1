import { PersonId } from '../../domain/shared/ids.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with operators. */
export const operatorJobs = [
  defineJob({
    task: 'operator.catch-up',
    about: 'Tell somebody just known as an operator of the parts that no partner got.',
    payload: { personId: PersonId },
  }),
] as const;
