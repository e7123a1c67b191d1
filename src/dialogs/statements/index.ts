import type { InChat } from '../in-chat.ts';
import { getStatementAction, listStatementsAction, statementsCommand } from './list.ts';

export const statementsInChat: InChat = {
  commands: [statementsCommand],
  presses: [listStatementsAction, getStatementAction],
};
