import type { InChat } from '../in-chat.ts';
import { answerPrompt, interviewDialog } from './interview.ts';
import { goOnAction, INTERVIEWS, leaveTalkAction, startTalkAction } from './start.ts';

export const talkInChat: InChat = {
  presses: [startTalkAction, goOnAction, leaveTalkAction],
  dialogs: () => [
    answerPrompt(),
    ...Object.values(INTERVIEWS).map(({ interview }) => interviewDialog(interview)),
  ],
};
