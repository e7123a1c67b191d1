import type { InChat } from '../in-chat.ts';
import { closeCaseAction, commentCaseAction, reopenCaseAction, showCaseAction } from './case.ts';
import { casesCommand, listCasesAction } from './list.ts';
import { caseFormAction, openCaseAction } from './open.ts';

export const casesInChat: InChat = {
  commands: [casesCommand],
  presses: [
    listCasesAction,
    caseFormAction,
    openCaseAction,
    showCaseAction,
    commentCaseAction,
    closeCaseAction,
    reopenCaseAction,
  ],
};
