import { confirmImportAction, showImportAction } from './press.ts';
import type { InChat } from '../in-chat.ts';

export const importsInChat: InChat = { presses: [confirmImportAction, showImportAction] };
