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

/** A lane is claimed in the commit that marks its first notice as on its way. */
export const CLAIMED_BY_HANDLER: ReadonlySet<'person.lane'> = new Set(['person.lane']);
