import {
  defendClaim,
  disputeClaim,
  resubmitClaim,
  reviewClaim,
  showClaim,
  toldClaim,
  withdrawClaim,
} from './claim.ts';
import { claimsCommand } from './command.ts';
import { deleteDraftAction, removeFileAction, saveDraftAction, showDraftsAction } from './drafts.ts';
import { attachFilesAction } from './files.ts';
import { claimFormAction, submitClaimAction } from './form.ts';
import { listClaimsAction } from './list.ts';
import { newClaimAction, newClaimCommand } from './new.ts';
import { claimsQueueAction } from './queue.ts';
import type { InChat } from '../in-chat.ts';

export const claimsInChat: InChat = {
  commands: [claimsCommand, newClaimCommand],
  presses: [
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
  ],
};
