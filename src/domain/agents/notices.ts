import { defineNotice } from '../notices/define-notice.ts';
import { ConfirmationId } from './confirmation.ts';

const AgentAsksNotice = defineNotice({
  kind: 'agent-asks',
  about: 'a person’s own agent asks for something that they have to confirm',
  subject: { confirmationId: ConfirmationId },
  key: ({ confirmationId }) => [confirmationId],
  word: 'settings',
});

export const agentNotices = [AgentAsksNotice] as const;
