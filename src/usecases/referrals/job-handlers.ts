import { tellAssigned } from './assign.ts';
import { tellChannelEnded } from './channel-right.ts';
import { timeOutOffer } from './close.ts';
import { explainMatching } from './explain.ts';
import { mailOffer } from './mail-offer.ts';
import { tellAcceptance } from './figures.ts';
import { matchPart } from './match.ts';
import { moveDirectory } from './move-directory.ts';
import { moveStandings } from './move-standings.ts';
import { remindFollowUp } from './note.ts';
import { remindOffer } from './remind.ts';
import { forgetOffer } from './forget.ts';
import { tellPause, tellPauseChange } from './tell-pause.ts';
import { refreshOffer, tellOffer, tellOperators } from './tell.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { referralJobs } from './jobs.ts';

/** Which use case each job of referrals calls. */
export function referralJobHandlers({
  context,
  calendars,
  writeOfferMail,
}: JobParts): HandlersOf<typeof referralJobs> {
  return {
    'referral.match': (task, run) => matchPart(context, task, run),
    'referral.explain': (task, run) => explainMatching(context, task, run),
    'referral.tell': (task) => tellOffer(context, task),
    'referral.mail': (task, run) => mailOffer(context, writeOfferMail, task, run),
    'referral.refresh': (task) => refreshOffer(context, task),
    'referral.remind': (task) => remindOffer(context, task, calendars),
    'referral.time-out': (task, run) => timeOutOffer(context, task, run),
    'referral.tell-assigned': (task) => tellAssigned(context, task),
    'referral.follow-up': (task) => remindFollowUp(context, task),
    'acceptance.tell': (task) => tellAcceptance(context, task),
    'referral.tell-operators': (task) => tellOperators(context, task),
    'pause.tell': (task, run) => tellPause(context, task, run),
    'pause.tell-others': (task) => tellPauseChange(context, task),
    'channel.tell-ended': (task) => tellChannelEnded(context, task),
    'standings.move': () => moveStandings(context),
    'directory.move': () => moveDirectory(context),
    'directory.forget': (task, run) => forgetOffer(context, task, run),
  };
}
