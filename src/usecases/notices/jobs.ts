import { PersonId } from '../../domain/shared/ids.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with notices. */
export const noticeJobs = [
  defineJob({
    task: 'person.lane',
    about: 'Send or update what a person waits for, in order. Lies with the person.',
    payload: { personId: PersonId },
  }),
] as const;
