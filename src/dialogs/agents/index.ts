import type { InChat } from '../in-chat.ts';
import { setAgentsAction, showAgentsAction } from './location.ts';

export const agentsInChat: InChat = { presses: [showAgentsAction, setAgentsAction] };
