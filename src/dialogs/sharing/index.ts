import type { InChat } from '../in-chat.ts';
import { openedCard } from './opened.ts';
import { showSharedAction } from './seen.ts';

export const sharingInChat: InChat = {
  presses: [showSharedAction],
  reads: (speaking, { text }) => openedCard(speaking, text),
};
