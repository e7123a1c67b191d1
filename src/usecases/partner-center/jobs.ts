import { HookSubject } from '../../domain/partner-center/hook.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with what Partner Center tells. */
export const partnerCenterJobs = [
  defineJob({
    task: 'partner-center.fetch',
    about: 'Partner Center told of a change: ask it for the thing as it now is, and take that in.',
    payload: { subject: HookSubject },
  }),
] as const;
