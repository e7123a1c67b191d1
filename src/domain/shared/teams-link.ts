/** Source: Microsoft Learn, "Deep links", start a new chat, 2026-10. */
const CHAT = 'https://teams.microsoft.com/l/chat/0/0';

/**
 * A link that opens the chat with the bot in Teams.
 *
 * @param bot `28:<app id>`; without an app id (`28:`) Teams knows no such bot
 * @param message stands in the field to type in, not sent yet
 */
export function chatLink(bot: string, message = ''): string | undefined {
  if (bot === '28:') return undefined;
  const query = message === '' ? '' : `&message=${encodeURIComponent(message.toWellFormed())}`;
  return `${CHAT}?users=${bot}${query}`;
}
