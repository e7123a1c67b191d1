import type { InChat } from '../in-chat.ts';
import { whichLocationDialogs } from '../which-location.ts';
import { doneAction, tickAction, untickAction } from './change.ts';
import { renewalCommand, showRenewalAction, whichRenewal } from './show.ts';

export const renewalsInChat: InChat = {
  commands: [renewalCommand],
  presses: [showRenewalAction, tickAction, untickAction, doneAction],
  dialogs: () => whichLocationDialogs(whichRenewal),
};
