import { adoptClaim } from './adoption/adopt.ts';
import { buildClaims } from './adoption/ask.ts';
import { moveClaimStandings } from './adoption/move-standings.ts';
import { forgetDraft } from './submission/drafts.ts';
import { applyDue, writeLosses } from './review/due.ts';
import { followClaim } from './review/follow.ts';
import { subscriptionChanged, watchSubscription } from './review/subscription.ts';
import { remindClaim, tellQueue } from './telling/tell.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { claimJobs } from './jobs.ts';

/** Which use case each job of claims calls. */
export function claimJobHandlers({ context }: JobParts): HandlersOf<typeof claimJobs> {
  return {
    'claim.forget-draft': (task) => forgetDraft(context, task),
    'claim.follow': (task) => followClaim(context, task),
    'claim.due': (task, run) => applyDue(context, task, run),
    'claim.remind': (task) => remindClaim(context, task),
    'claim.lose': (task, run) => writeLosses(context, task, run),
    'claim.subscription': (task, run) => watchSubscription(context, task, run),
    'claims.subscription-changed': (task) => subscriptionChanged(context, task),
    'claim.adopt': (task, run) => adoptClaim(context, task, run),
    'claims.build': () => buildClaims(context),
    'claims.move': () => moveClaimStandings(context),
    'claims.tell-operators': (task) => tellQueue(context, task),
  };
}
