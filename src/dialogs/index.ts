import { z } from 'zod';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { DeclineReason } from '../domain/referrals/referral.ts';
import {
  dismissMailAction,
  listMailsAction,
  mailsCommand,
  matchMailAction,
  showMailAction,
} from './associations/mails.ts';
import { handMailOverAction, readPasted, recordMailAction, type Said } from './associations/paste.ts';
import { deleteDraftAction, removeFileAction, saveDraftAction, showDraftsAction } from './claims/drafts.ts';
import { attachFilesAction } from './claims/files.ts';
import { claimFormAction, submitClaimAction } from './claims/form.ts';
import { listClaimsAction } from './claims/list.ts';
import { newClaimAction, newClaimCommand } from './claims/new.ts';
import { associationsCommand, listAssociationsAction } from './associations/list.ts';
import { dporHistoryAction, showCustomerAction } from './associations/show.ts';
import { requestDporAction } from './associations/request.ts';
import { cancelCommand, helpCommand, later } from './chat/commands.ts';
import { seenAction, type PresentCard } from './notices/seen.ts';
import { setSettingsAction, settingsCommand, showSettingsAction } from './notices/settings.ts';
import {
  defendClaim,
  disputeClaim,
  resubmitClaim,
  reviewClaim,
  showClaim,
  toldClaim,
  withdrawClaim,
} from './claims/claim.ts';
import { claimsCommand } from './claims/command.ts';
import { claimsQueueAction } from './claims/queue.ts';
import { operationsCommand, showOperationsAction } from './operators/operations.ts';
import { reassignAction, whyAction, withdrawAction } from './operators/referral.ts';
import { showEvidenceAction } from './files/evidence.ts';
import { getFileAction } from './files/offer.ts';
import { channelCommandOf, type ChannelCommand } from './referrals/channel.ts';
import { acceptReferral, declineReferral, showReferral } from './referrals/decide.ts';
import { DECLINE_DIALOG, declineDialogs } from './referrals/decline.ts';
import { assignAction, handbackAction, noteAction, outcomeAction } from './referrals/desk.ts';
import { listReferralsAction, referralsCommand } from './referrals/list.ts';
import {
  leaveAction,
  pauseAction,
  pauseCommand,
  resumeAction,
  showPauseAction,
  whichToPause,
} from './referrals/pause.ts';
import { profileCommand, showProfileAction, whichProfile } from './referrals/profile.ts';
import { resumeCommand, whichToResume } from './referrals/resume.ts';
import { LOST_INPUTS } from './lost-inputs.ts';
import { createDialogs, type Dialogs } from './run.ts';
import { scoresCommand, showScoresAction } from './scores/show.ts';
import { scoresDialogs } from './scores/which-account.ts';
import type { CardAction, Command, Speaking } from './speaking.ts';
import { whichLocationDialogs } from './which-location.ts';

/** All that can be typed and pressed. A feature is found here and nowhere else: there is no scanning. */
export interface Registry {
  readonly commands: readonly Command[];
  readonly actions: ReadonlyMap<string, CardAction>;
  readonly dialogs: Dialogs;
  /** Words that are meant for a channel. */
  readonly inChannel: (text: string) => ChannelCommand | undefined;
  /** Something longer that was pasted or forwarded, and that means something. */
  readonly reads: (speaking: Speaking, said: Said) => Promise<AdaptiveCard | undefined>;
  /** A press that lacks what a form would have brought, from a client without forms: the dialog that asks for it. */
  readonly asksByChat: (
    verb: string,
    data: { readonly [field: string]: unknown },
  ) => { readonly dialog: string; readonly options: object } | undefined;
}

const commands: readonly Command[] = [
  scoresCommand,
  referralsCommand,
  pauseCommand,
  resumeCommand,
  profileCommand,
  operationsCommand,
  mailsCommand,
  claimsCommand,
  newClaimCommand,
  associationsCommand,
  ...['portfolio'].map(later),
  settingsCommand,
  ...['renewal', 'team', 'cases', 'statements', 'news', 'ask'].map(later),
  helpCommand(() => commands),
  cancelCommand,
];

const actions = [
  showPauseAction,
  pauseAction,
  resumeAction,
  leaveAction,
  showProfileAction,
  listAssociationsAction,
  showCustomerAction,
  dporHistoryAction,
  listReferralsAction,
  showReferral,
  assignAction,
  noteAction,
  outcomeAction,
  handbackAction,
  acceptReferral,
  declineReferral,
  getFileAction,
  showClaim,
  reviewClaim,
  toldClaim,
  resubmitClaim,
  defendClaim,
  disputeClaim,
  withdrawClaim,
  claimsQueueAction,
  newClaimAction,
  claimFormAction,
  submitClaimAction,
  saveDraftAction,
  showDraftsAction,
  deleteDraftAction,
  removeFileAction,
  listClaimsAction,
  attachFilesAction,
  showEvidenceAction,
  showScoresAction,
  showSettingsAction,
  setSettingsAction,
  showOperationsAction,
  listMailsAction,
  showMailAction,
  matchMailAction,
  dismissMailAction,
  recordMailAction,
  handMailOverAction,
  requestDporAction,
  whyAction,
  withdrawAction,
  reassignAction,
];

const DeclineWithoutReason = z.object({
  referralId: z.string(),
  part: z.number().int(),
  offer: z.number().int().optional().catch(undefined),
});

/** @param presentCard what a card that is seen again is answered with; absent: no card asks */
export function createRegistry(presentCard?: PresentCard): Registry {
  const all = presentCard === undefined ? actions : [...actions, seenAction(presentCard)];
  return {
    commands,
    actions: new Map(all.map((action) => [action.verb, { ...action, lost: LOST_INPUTS[action.verb] }])),
    dialogs: createDialogs([
      ...declineDialogs(),
      ...scoresDialogs(),
      ...whichLocationDialogs(whichToPause),
      ...whichLocationDialogs(whichToResume),
      ...whichLocationDialogs(whichProfile),
    ]),
    inChannel: channelCommandOf,
    reads: readPasted,
    asksByChat(verb, data) {
      if (verb !== declineReferral.verb || DeclineReason.safeParse(data['reason']).success) return undefined;
      const options = DeclineWithoutReason.safeParse(data);
      return options.success ? { dialog: DECLINE_DIALOG, options: options.data } : undefined;
    },
  };
}

/** The command that was typed, in any case; `ask …` takes the rest along. */
export function commandOf(registry: Registry, text: string): Command | undefined {
  const typed = text.toLowerCase();
  return registry.commands.find((command) =>
    command.words.some((word) => typed === word || (word === 'ask' && typed.startsWith('ask '))),
  );
}
