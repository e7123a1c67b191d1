import { setSettingsAction, settingsCommand, showSettingsAction } from './settings.ts';
import type { InChat } from '../in-chat.ts';

export const noticesInChat: InChat = {
  commands: [settingsCommand],
  presses: [showSettingsAction, setSettingsAction],
};
