import type { ConversationReference, Person } from '../domain/memberships/person.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { PersonDocument } from '../usecases/memberships/documents.ts';
import { PERSON_DOCUMENT } from '../usecases/memberships/find-person.ts';
import { replace, type Document, type Etag } from '../usecases/ports.ts';
import { changeChannel, changePerson, isChannel, markUnreachable, type Addressee } from './addressee.ts';
import { ConnectorError, sendVerdict } from './connector-error.ts';
import type { DeliverParts, Lane, OpenedChat, Step } from './lane-step.ts';
import { record } from './record.ts';

/**
 * Opens the chat with somebody never heard from; nothing is shown to them by that, so it may be repeated. It is written down
 * with the first notice that goes there ({@link ./mark-sending.ts}), or by {@link keepChat}.
 */
export async function openChat(
  parts: DeliverParts,
  lane: Lane,
  person: Person,
  notice: Document<Notice>,
): Promise<ConversationReference | Step> {
  const { bot, connector, context, permits } = parts;
  try {
    const { conversationId } = await connector.createConversation(bot.serviceUrl, {
      botId: bot.id,
      tenantId: person.tenantId,
      memberId: person.aadObjectId,
    });
    return { conversationId, serviceUrl: bot.serviceUrl, userId: person.aadObjectId, botId: bot.id };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const verdict = sendVerdict(error) === 'uncertain' ? 'retry' : sendVerdict(error);
    parts.log.info({ status: error.status, code: error.code }, 'chat not opened');
    if (error.status === 429) await permits.slowDown(person.tenantId, error.retryAfterMs);
    if (verdict === 'unreachable') await giveUpOn(context, person, error.status);
    return record(parts, lane, notice, { kind: 'failed', error, verdict });
  }
}

/** The chat as what is written beside a notice. @param etag of the person as read */
export function openedChat(person: Person, etag: Etag, conversation: ConversationReference): OpenedChat {
  const change = replace(PersonDocument, { id: PERSON_DOCUMENT, etag }, { ...person, conversation });
  return { change, isStored: false };
}

/** Writes the chat down by itself, where nothing could be sent there yet. */
export function keepChat(
  context: Context,
  person: Person,
  conversation: ConversationReference,
): Promise<void> {
  return changePerson(context, person, (now) => (now.conversation === null ? { ...now, conversation } : now));
}

/** A chat that is gone is opened anew once; whoever is not to be reached is left alone until heard of again. */
export async function loseChat(context: Context, to: Addressee, status: number): Promise<void> {
  if (isChannel(to)) return giveUpOn(context, to, status);
  const opened = to.conversation?.userId !== to.aadObjectId;
  if (status === 404 && opened) await changePerson(context, to, (now) => ({ ...now, conversation: null }));
  else await giveUpOn(context, to, status);
}

function giveUpOn(context: Context, to: Addressee, status: number): Promise<void> {
  const unreachable = { since: context.clock.now(), status };
  return isChannel(to)
    ? changeChannel(context, to, (now) => ({ ...now, unreachable }))
    : markUnreachable(context, to, unreachable);
}
