import { openMail } from './mail/open-mail.ts';
import { noticeJobHandlers } from './notifications/job-handlers.ts';
import type { DeliverParts } from './notifications/lane-step.ts';
import { workCalendars } from './notifications/work-calendars.ts';
import type { JobHandlers } from './usecases/jobs.ts';
import type { JobParts } from './usecases/job-parts.ts';
import { associationJobHandlers } from './usecases/associations/job-handlers.ts';
import { claimJobHandlers } from './usecases/claims/job-handlers.ts';
import { eventJobHandlers } from './usecases/events/job-handlers.ts';
import { fileJobHandlers } from './usecases/files/job-handlers.ts';
import { membershipJobHandlers } from './usecases/memberships/job-handlers.ts';
import { operatorJobHandlers } from './usecases/operators/job-handlers.ts';
import { referralJobHandlers } from './usecases/referrals/job-handlers.ts';
import { supportJobHandlers } from './usecases/support/job-handlers.ts';

/** Who does each job, a line a capability. One without a handler does not compile. */
export function jobHandlers(parts: DeliverParts & Pick<JobParts, 'isAuthentic'>): JobHandlers {
  const { context, isAuthentic } = parts;
  const jobParts = { context, openMail, isAuthentic, calendars: workCalendars() };
  return {
    ...referralJobHandlers(jobParts),
    ...claimJobHandlers(jobParts),
    ...associationJobHandlers(jobParts),
    ...membershipJobHandlers(jobParts),
    ...operatorJobHandlers(jobParts),
    ...supportJobHandlers(jobParts),
    ...fileJobHandlers(jobParts),
    ...eventJobHandlers(jobParts),
    ...noticeJobHandlers(parts),
  };
}
