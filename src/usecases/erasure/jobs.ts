import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** What happens later when a person is erased. */
export const erasureJobs = [
  defineJob({
    task: 'erasure.run',
    about: 'Do the next step of the erasure of a person, through all that is stored. Lies with the erasures.',
    payload: { key: z.string() },
  }),
  defineJob({
    task: 'erasure.lifted',
    about: 'Write onto the list of erasures that somebody is known again. Lies with the erasures.',
    payload: { hashes: z.array(z.string()), pseudonym: z.uuid() },
  }),
] as const;
