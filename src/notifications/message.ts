import { bytesOf, minimal, MAX_BYTES, shorten } from '../cards/chat/shorten.ts';
import { attachment, summaryOf, type AdaptiveCard } from '../cards/kit/template.ts';
import type { ConversationReference } from '../domain/memberships/person.ts';
import { MAX_BREVITY, type NoticeSubject, noticeDefinition } from '../domain/notices/notice.ts';
import { isChannel, type Addressee } from './addressee.ts';
import type { Reads } from '../words/language.ts';
import type { Outgoing } from './connector.ts';

/** One card and no text: Teams splits a message that has both, and gives no id back. */
export function messageOf(
  card: AdaptiveCard,
  to: Addressee,
  chat: ConversationReference,
  botId: string,
): Outgoing {
  const { conversationId: id, userId } = chat;
  const room = isChannel(to)
    ? { conversation: { id, isGroup: true, conversationType: 'channel', name: '' } }
    : {
        recipient: { id: userId, name: '' },
        conversation: { id, isGroup: false, conversationType: 'personal', name: '' },
      };
  return {
    type: 'message',
    from: { id: botId, name: 'Porter' },
    ...room,
    summary: summaryOf(card),
    attachments: [attachment(card)],
    channelData: { notification: { alert: true } },
  };
}

/** Button of no card that anybody presses: a client runs it when the card comes into view. */
export const SEEN_VERB = 'card.seen';

/**
 * Lets the client ask for the card again whenever it is seen, so that a copy too many is found out.
 *
 * Without `userIds` everybody of a conversation of up to 60 would refresh, which a personal chat with somebody whose Teams
 * id (`29:…`) is not known yet can do without. Source: Microsoft Learn, "Universal Actions for Adaptive Cards", 2026.
 */
export function withRefresh(card: AdaptiveCard, noticeId: string, userId: string): AdaptiveCard {
  const action = { type: 'Action.Execute', title: 'Refresh', verb: SEEN_VERB, data: { noticeId } };
  const userIds = userId.startsWith('29:') ? { userIds: [userId] } : {};
  return { ...card, refresh: { action, ...userIds } };
}

/**
 * The card at the length that Teams takes.
 *
 * @param brevity how short it has to be, since longer ones were refused
 */
export function sized(
  card: AdaptiveCard,
  subject: NoticeSubject,
  brevity: number,
  reader: Reads,
): AdaptiveCard {
  // Measured once: nearly every card is sent as it is, and measuring costs as much as sending.
  if (brevity === 0 && bytesOf(card) <= MAX_BYTES) return card;
  const short = shorten(card, reader);
  return brevity >= MAX_BREVITY || bytesOf(short) > MAX_BYTES
    ? minimal(card, noticeDefinition(subject.kind).word, reader)
    : short;
}
