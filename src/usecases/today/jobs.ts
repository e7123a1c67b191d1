import { PersonId } from '../../domain/shared/ids.ts';
import { Day } from '../../domain/shared/time.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with what waits for people. */
export const todayJobs = [
  defineJob({
    task: 'today.week',
    about:
      'Tell a person on that Monday morning what waits for them, and plan the next. Lies with the person.',
    payload: { personId: PersonId, week: Day },
  }),
] as const;
