import { PersonId } from '../../domain/shared/ids.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with operators. */
export const operatorJobs = [
  defineJob({
    task: 'operator.catch-up',
    about: 'Tell somebody just known as an operator of the parts that no partner got.',
    payload: { personId: PersonId },
  }),
  defineJob({
    task: 'operators.survey',
    about: 'Look through all that waits and gave up, for an operator who asked.',
    payload: {},
  }),
  defineJob({
    task: 'operators.retry',
    about: 'Make due again what gave up, because an operator asked.',
    payload: {},
  }),
] as const;
