import { palGuideAction, palLinkAction } from './pal.ts';
import { associationsCommand, listAssociationsAction } from './list.ts';
import {
  dismissMailAction,
  listMailsAction,
  mailsCommand,
  matchMailAction,
  showMailAction,
} from './mails.ts';
import { handMailOverAction, readPasted, recordMailAction } from './paste.ts';
import { requestDporAction } from './request.ts';
import { dporHistoryAction, showCustomerAction } from './show.ts';
import type { InChat } from '../in-chat.ts';

export const associationsInChat: InChat = {
  commands: [mailsCommand, associationsCommand],
  presses: [
    palGuideAction,
    palLinkAction,
    listAssociationsAction,
    showCustomerAction,
    dporHistoryAction,
    listMailsAction,
    showMailAction,
    matchMailAction,
    dismissMailAction,
    recordMailAction,
    handMailOverAction,
    requestDporAction,
  ],
  reads: readPasted,
};
