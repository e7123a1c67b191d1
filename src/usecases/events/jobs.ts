import { defineJob } from '../define-job.ts';

/** What happens later with events. */
export const eventJobs = [
  defineJob({
    task: 'event.handle',
    about: 'Handle the event that lies in the same partition.',
    payload: {},
  }),
  defineJob({
    task: 'event.pick-up',
    about: 'Take up the events that an earlier release kept without handling them.',
    payload: {},
  }),
] as const;
