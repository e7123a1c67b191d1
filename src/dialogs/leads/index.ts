import type { InChat } from '../in-chat.ts';
import { acceptLeadAction, closeLeadAction, declineLeadAction, showLeadAction } from './lead.ts';
import { listLeadsAction } from './list.ts';

export const leadsInChat: InChat = {
  commands: [],
  presses: [listLeadsAction, showLeadAction, acceptLeadAction, declineLeadAction, closeLeadAction],
};
