import { runLane } from './notifications/lane.ts';
import type { DeliverParts } from './notifications/deliver.ts';
import { handleEvent } from './usecases/events/handle.ts';
import type { JobHandlers } from './usecases/jobs.ts';
import { timeOutOffer } from './usecases/referrals/close.ts';
import { forgetOffer, matchPart } from './usecases/referrals/match.ts';
import { catchUp, refreshOffer, tellOffer, tellOperators } from './usecases/referrals/tell.ts';

/** Which use case each job calls. */
export function jobHandlers(parts: DeliverParts): JobHandlers {
  const { context } = parts;
  return {
    'event.handle': (_task, run) => handleEvent(context, run),
    'referral.match': (task, run) => matchPart(context, task, run),
    'referral.tell': (task) => tellOffer(context, task),
    'referral.refresh': (task) => refreshOffer(context, task),
    'referral.time-out': (task, run) => timeOutOffer(context, task, run),
    'referral.tell-operators': (task) => tellOperators(context, task),
    'person.lane': (task) => runLane(parts, task),
    'person.catch-up': (task) => catchUp(context, task),
    'directory.forget': (task, run) => forgetOffer(context, task, run),
  };
}
