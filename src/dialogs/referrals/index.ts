import { channelCommandOf } from './channel.ts';
import { acceptReferral, declineReferral, showReferral } from './decide.ts';
import { assignAction, handbackAction, noteAction, outcomeAction } from './desk.ts';
import { listReferralsAction, referralsCommand } from './list.ts';
import {
  leaveAction,
  pauseAction,
  pauseCommand,
  resumeAction,
  showPauseAction,
  whichToPause,
} from './pause.ts';
import { profileCommand, showProfileAction, whichProfile } from './profile.ts';
import { resumeCommand, whichToResume } from './resume.ts';
import { whichLocationDialogs } from '../which-location.ts';
import { askForReason } from './talk.ts';
import type { InChat } from '../in-chat.ts';

export const referralsInChat: InChat = {
  commands: [referralsCommand, pauseCommand, resumeCommand, profileCommand],
  presses: [
    showPauseAction,
    pauseAction,
    resumeAction,
    leaveAction,
    showProfileAction,
    listReferralsAction,
    showReferral,
    assignAction,
    noteAction,
    outcomeAction,
    handbackAction,
    acceptReferral,
    declineReferral,
  ],
  dialogs: () => [
    ...whichLocationDialogs(whichToPause),
    ...whichLocationDialogs(whichToResume),
    ...whichLocationDialogs(whichProfile),
  ],
  inChannel: channelCommandOf,
  asksByChat: { [declineReferral.verb]: askForReason },
};
