import type { InChat } from '../in-chat.ts';
import { askAction, askCommand, usefulAction } from './ask.ts';
import { lookUp } from './lookup.ts';
import { newsAction, newsCommand } from './news.ts';

export const knowledgeInChat: InChat = {
  commands: [newsCommand, askCommand],
  presses: [askAction, usefulAction, newsAction],
  looksUp: lookUp,
};
