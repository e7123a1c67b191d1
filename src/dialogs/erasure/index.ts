import { eraseAction } from './erase.ts';
import type { InChat } from '../in-chat.ts';

export const erasureInChat: InChat = { presses: [eraseAction] };
