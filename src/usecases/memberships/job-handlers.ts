import { catchUpClaims } from '../claims/telling/catch-up.ts';
import { catchUp } from '../referrals/tell.ts';
import { remindAtLocation } from '../renewals/look-again.ts';
import { tellTeamChange } from './team/tell-team.ts';
import { showReachability } from './reachability.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { membershipJobs } from './jobs.ts';

/** Which use case each job of memberships calls. */
export function membershipJobHandlers({ context }: JobParts): HandlersOf<typeof membershipJobs> {
  return {
    'person.reachability': (task) => showReachability(context, task),
    'person.catch-up': async (task) => {
      await catchUp(context, task);
      await remindAtLocation(context.documents, task, context.clock.now());
      return catchUpClaims(context, task);
    },
    'team.tell': (task) => tellTeamChange(context, task),
  };
}
