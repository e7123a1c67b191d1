import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import { remindOfDesignation } from './designation.ts';
import type { renewalJobs } from './jobs.ts';
import { pickUpRenewals } from './pick-up.ts';
import { remindOfRenewal } from './remind.ts';
import { tellRequirements } from './requirements.ts';

/** Which use case each job of renewals calls. */
export function renewalJobHandlers({ context }: JobParts): HandlersOf<typeof renewalJobs> {
  return {
    'renewal.remind': (task) => remindOfRenewal(context, task),
    'designation.remind': (task) => remindOfDesignation(context, task),
    'requirements.tell': (task) => tellRequirements(context, task),
    'renewal.pick-up': () => pickUpRenewals(context),
  };
}
