import { showEvidenceAction } from './evidence.ts';
import { getFileAction } from './offer.ts';
import type { InChat } from '../in-chat.ts';

export const filesInChat: InChat = {
  presses: [getFileAction, showEvidenceAction],
};
