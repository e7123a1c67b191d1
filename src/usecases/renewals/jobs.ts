import { Area, Program } from '../../domain/shared/catalogue.ts';
import { GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import { Day } from '../../domain/shared/time.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with renewals. */
export const renewalJobs = [
  defineJob({
    task: 'renewal.remind',
    about:
      'Remind the people of a membership of its anniversary, and plan the next look. Lies with the partner.',
    payload: { partnerId: PartnerId, program: Program },
  }),
  defineJob({
    task: 'designation.remind',
    about:
      'Remind the people of an account of a designation’s anniversary, and plan the next look. Lies with the account.',
    payload: { globalId: GlobalId, area: Area },
  }),
  defineJob({
    task: 'requirements.tell',
    about: 'Tell the people of every account with a designation in an area that its requirements change.',
    payload: { area: Area, effective: Day },
  }),
  defineJob({
    task: 'renewal.pick-up',
    about: 'Once: begin to remind of what an earlier release imported.',
    payload: {},
  }),
] as const;
