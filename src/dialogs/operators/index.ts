import { operationsCommand, showOperationsAction } from './operations.ts';
import { reassignAction, whyAction, withdrawAction } from './referral.ts';
import { retryWorkAction, showWorkAction } from './work.ts';
import type { InChat } from '../in-chat.ts';

export const operatorsInChat: InChat = {
  commands: [operationsCommand],
  presses: [showOperationsAction, showWorkAction, retryWorkAction, whyAction, withdrawAction, reassignAction],
};
