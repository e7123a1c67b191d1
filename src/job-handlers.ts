import { runLane } from './notifications/lane.ts';
import { openMail } from './mail/open-mail.ts';
import type { DeliverParts } from './notifications/lane-step.ts';
import { workCalendars } from './notifications/work-calendars.ts';
import { forgetDraft } from './usecases/claims/drafts.ts';
import { projectAssociation, renameAssociations } from './usecases/associations/project.ts';
import { tellRenewal } from './usecases/associations/renewal.ts';
import { handleMail, type IsAuthentic } from './usecases/associations/handle-mail.ts';
import { buildAssociations } from './usecases/associations/build.ts';
import { pickUpMails } from './usecases/associations/pick-up-mails.ts';
import { confirmReport, projectReport } from './usecases/associations/reports.ts';
import { takeMail } from './usecases/associations/take-mail.ts';
import { tellDpor } from './usecases/associations/tell-dpor.ts';
import { tellMails } from './usecases/associations/tell-mails.ts';
import { adoptClaim } from './usecases/claims/adopt.ts';
import { buildClaims } from './usecases/claims/build.ts';
import { catchUpClaims } from './usecases/claims/catch-up.ts';
import { applyDue, writeLosses } from './usecases/claims/due.ts';
import { followClaim } from './usecases/claims/follow.ts';
import { subscriptionChanged, watchSubscription } from './usecases/claims/subscription.ts';
import { tidyFile } from './usecases/claims/tidy-file.ts';
import { remindClaim, tellQueue } from './usecases/claims/tell.ts';
import { pickUpEvents } from './usecases/events/pick-up.ts';
import { handleEvent } from './usecases/events/handle.ts';
import type { JobHandlers } from './usecases/jobs.ts';
import { tellAssigned } from './usecases/referrals/assign.ts';
import { catchUpOperator } from './usecases/operators/catch-up.ts';
import { timeOutOffer } from './usecases/referrals/close.ts';
import { tellAcceptance } from './usecases/referrals/figures.ts';
import { explainMatching } from './usecases/referrals/explain.ts';
import { matchPart } from './usecases/referrals/match.ts';
import { forgetOffer } from './usecases/referrals/reserve.ts';
import { remindOffer } from './usecases/referrals/remind.ts';
import { remindFollowUp } from './usecases/referrals/note.ts';
import { tellChannelEnded } from './usecases/referrals/channel-right.ts';
import { tellPause, tellPauseChange } from './usecases/referrals/tell-pause.ts';
import { showReachability } from './usecases/memberships/reachability.ts';
import { tellCase, tellCaseClosed } from './usecases/support/tell-case.ts';
import { catchUp, refreshOffer, tellOffer, tellOperators } from './usecases/referrals/tell.ts';

/** Which use case each job calls. */
export function jobHandlers(parts: DeliverParts & { readonly isAuthentic: IsAuthentic }): JobHandlers {
  const { context, isAuthentic } = parts;
  const calendars = workCalendars();
  return {
    'event.handle': (_task, run) => handleEvent(context, run),
    'dpor.tell-renewal': (task) => tellRenewal(context, task),
    'association.build': () => buildAssociations(context),
    'event.pick-up': () => pickUpEvents(context),
    'association.project': (task) => projectAssociation(context, task),
    'association.rename': (task) => renameAssociations(context, task),
    'mail.handle': (task, run) => handleMail(context, { openMail, isAuthentic }, task, run),
    'mail.take': (task) => takeMail(context, task),
    'dpor.report': (task) => projectReport(context, task),
    'dpor.confirmed': (task) => confirmReport(context, task),
    'mail.tell-operators': () => tellMails(context),
    'mail.pick-up': () => pickUpMails(context),
    'dpor.tell': (task) => tellDpor(context, task),
    'referral.match': (task, run) => matchPart(context, task, run),
    'referral.explain': (task, run) => explainMatching(context, task, run),
    'referral.tell': (task) => tellOffer(context, task),
    'referral.refresh': (task) => refreshOffer(context, task),
    'referral.remind': (task) => remindOffer(context, task, calendars),
    'referral.time-out': (task, run) => timeOutOffer(context, task, run),
    'referral.tell-assigned': (task) => tellAssigned(context, task),
    'referral.follow-up': (task) => remindFollowUp(context, task),
    'acceptance.tell': (task) => tellAcceptance(context, task),
    'file.tidy': (task) => tidyFile(context, task),
    'claim.forget-draft': (task) => forgetDraft(context, task),
    'referral.tell-operators': (task) => tellOperators(context, task),
    'operator.catch-up': (task) => catchUpOperator(context, task),
    'person.lane': (task, run) => runLane(parts, task, run),
    'person.reachability': (task) => showReachability(context, task),
    'person.catch-up': async (task) => {
      await catchUp(context, task);
      return catchUpClaims(context, task);
    },
    'pause.tell': (task, run) => tellPause(context, task, run),
    'claim.follow': (task) => followClaim(context, task),
    'claim.due': (task, run) => applyDue(context, task, run),
    'claim.remind': (task) => remindClaim(context, task),
    'claim.lose': (task, run) => writeLosses(context, task, run),
    'claim.subscription': (task, run) => watchSubscription(context, task, run),
    'claims.subscription-changed': (task) => subscriptionChanged(context, task),
    'claim.adopt': (task, run) => adoptClaim(context, task, run),
    'claims.build': () => buildClaims(context),
    'claims.tell-operators': (task) => tellQueue(context, task),
    'pause.tell-others': (task) => tellPauseChange(context, task),
    'channel.tell-ended': (task) => tellChannelEnded(context, task),
    'case.tell-operators': (task) => tellCase(context, task),
    'case.tell-closed': (task) => tellCaseClosed(context, task),
    'directory.forget': (task, run) => forgetOffer(context, task, run),
  };
}
