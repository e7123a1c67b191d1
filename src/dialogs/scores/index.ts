import { planScoresAction, showEligibilityAction, whyScoresAction } from './plan.ts';
import { certificatesCommand, showCertificatesAction } from './certificates.ts';
import { scoresCommand, showScoresAction } from './show.ts';
import { scoresDialogs } from './which-account.ts';
import type { InChat } from '../in-chat.ts';

export const scoresInChat: InChat = {
  commands: [scoresCommand, certificatesCommand],
  presses: [
    showScoresAction,
    planScoresAction,
    whyScoresAction,
    showEligibilityAction,
    showCertificatesAction,
  ],
  dialogs: () => [...scoresDialogs()],
};
