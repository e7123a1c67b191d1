import { changeChannel, changePerson, isChannel, type Addressee } from './addressee.ts';
import { attachment, summaryOf, type AdaptiveCard } from '../cards/kit/template.ts';
import type { ConversationReference, Person } from '../domain/memberships/person.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { decideAgain } from '../usecases/decide-again.ts';
import { NoticeKind } from '../usecases/kinds.ts';
import { replace, type Document, type Log } from '../usecases/ports.ts';
import { noteDelivery } from '../usecases/referrals/reach.ts';
import { channelCard } from './channel-card.ts';
import { ConnectorError, sendVerdict } from './connector-error.ts';
import type { Connector, Outgoing } from './connector.ts';
import { noticeCard } from './notice-card.ts';
import { settled, type Delivery } from './settle.ts';
import type { SendWindows } from './send-window.ts';
import type { TenantPermits } from './tenant-permits.ts';

export interface DeliverParts {
  readonly context: Context;
  readonly connector: Connector;
  readonly permits: TenantPermits;
  readonly windows: SendWindows;
  readonly log: Log;
  /** The bot's id in Teams (`28:<app id>`), and where a person never heard from is reached. */
  readonly bot: { readonly id: string; readonly serviceUrl: string };
}

/**
 * One step with one notice: a first send, or an update of what was sent.
 *
 * @returns a date to wait for before the lane goes on (order is kept, so the next one waits too), `look-again` when the
 *   person changed, undefined to go on with the next
 */
export async function deliver(
  parts: DeliverParts,
  to: Addressee,
  stored: Document<Notice>,
): Promise<Date | 'look-again' | undefined> {
  const { context, permits, windows } = parts;
  const notice = stored.value;
  const now = context.clock.now();
  if (notice.state === 'sending') return record(parts, stored, { kind: 'lease-expired' });
  if (notice.notBefore !== null && notice.notBefore > now) return notice.notBefore;
  const card = await (isChannel(to) ? channelCard(context, notice, to) : noticeCard(context, notice, to));
  if (card === undefined) return record(parts, stored, { kind: 'nothing-to-tell' });

  const chat = isChannel(to) ? to.conversation : (to.conversation ?? (await openChat(parts, to, stored)));
  if (!('conversationId' in chat)) return chat.wait;
  const wait = (await permits.take(to.tenantId)) || windows.take(chat.conversationId, context.clock.now());
  if (wait > 0) return new Date(context.clock.now().getTime() + wait);

  const { activityId } = notice;
  if (activityId !== null) {
    // The chat it was sent to may not be the one the person writes in today.
    const conversationId = notice.conversationId ?? chat.conversationId;
    const shown = { ...message(card, to, { ...chat, conversationId }, parts.bot.id), id: activityId };
    return attempt(parts, to, stored, (connector) =>
      connector.updateActivity(chat.serviceUrl, conversationId, activityId, shown),
    );
  }
  const lease = await markSending(context, stored);
  if (lease === undefined) return 'look-again';
  return attempt(parts, to, lease, (connector) =>
    connector.sendToConversation(chat.serviceUrl, chat.conversationId, message(card, to, chat, parts.bot.id)),
  );
}

async function attempt(
  parts: DeliverParts,
  to: Addressee,
  notice: Document<Notice>,
  call: (connector: Connector) => Promise<{ readonly activityId: string | undefined }>,
): Promise<Date | 'look-again' | undefined> {
  let delivery: Delivery;
  try {
    const { activityId } = await call(parts.connector);
    delivery = { kind: 'sent', activityId, conversationId: shownIn(to, activityId) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    delivery = { kind: 'failed', error, verdict: sendVerdict(error) };
    parts.log.info(
      { status: error.status, code: error.code, notice: notice.value.subject.kind },
      'send failed',
    );
    if (error.status === 429) await parts.permits.close(to.tenantId, error.retryAfterMs ?? 1_000);
    const postGone = isChannel(to) && error.status === 404 && notice.value.activityId !== null;
    if (delivery.verdict === 'unreachable' && !postGone) await loseChat(parts.context, to, error.status);
  }
  return record(parts, notice, delivery);
}

/** Writes down how far it got. The notice may have been asked to show more meanwhile; that stays. */
async function record(
  { context }: DeliverParts,
  notice: Document<Notice>,
  delivery: Delivery,
): Promise<Date | 'look-again' | undefined> {
  const { documents, queues, clock } = context;
  const recorded = await decideAgain(queues, notice.partition, async () => {
    const stored = await documents.get(NoticeKind, notice.partition, notice.id);
    if (stored === undefined) return undefined;
    const { next, resume } = settled(stored.value, notice.value.wanted, delivery, clock.now());
    await documents.commit(notice.partition, [replace(NoticeKind, stored, next)]);
    return { next, resume, isNews: next.state !== notice.value.state };
  });
  if (recorded?.isNews === true) await noteDelivery(context, recorded.next);
  return recorded?.resume;
}

async function markSending(
  { documents, queues, clock }: Context,
  notice: Document<Notice>,
): Promise<Document<Notice> | undefined> {
  return decideAgain(queues, notice.partition, async () => {
    const stored = await documents.get(NoticeKind, notice.partition, notice.id);
    if (stored === undefined || stored.value.state === 'sending') return undefined;
    const value: Notice = { ...stored.value, state: 'sending', leaseUntil: clock.now(), notBefore: null };
    const [etag = ''] = await documents.commit(notice.partition, [replace(NoticeKind, stored, value)]);
    return { ...stored, etag, value };
  });
}

/** Opens the chat with somebody never heard from; nothing is shown to them by that, so it may be repeated. */
async function openChat(
  parts: DeliverParts,
  person: Person,
  notice: Document<Notice>,
): Promise<ConversationReference | { readonly wait: Date | 'look-again' | undefined }> {
  const { bot, connector, context, permits } = parts;
  const wait = await permits.take(person.tenantId);
  if (wait > 0) return { wait: new Date(context.clock.now().getTime() + wait) };
  try {
    const { conversationId } = await connector.createConversation(bot.serviceUrl, {
      botId: bot.id,
      tenantId: person.tenantId,
      memberId: person.aadObjectId,
    });
    const conversation: ConversationReference = {
      conversationId,
      serviceUrl: bot.serviceUrl,
      userId: person.aadObjectId,
      botId: bot.id,
    };
    await changePerson(context, person, (now) =>
      now.conversation === null ? { ...now, conversation } : now,
    );
    return { wait: 'look-again' };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const verdict = sendVerdict(error) === 'uncertain' ? 'retry' : sendVerdict(error);
    parts.log.info({ status: error.status, code: error.code }, 'chat not opened');
    if (error.status === 429) await permits.close(person.tenantId, error.retryAfterMs ?? 1_000);
    if (verdict === 'unreachable') await giveUpOn(context, person, error.status);
    return { wait: await record(parts, notice, { kind: 'failed', error, verdict }) };
  }
}

/** A chat that is gone is opened anew once; whoever is not to be reached is left alone until heard of again. */
async function loseChat(context: Context, to: Addressee, status: number): Promise<void> {
  if (isChannel(to)) return giveUpOn(context, to, status);
  const opened = to.conversation?.userId !== to.aadObjectId;
  if (status === 404 && opened) await changePerson(context, to, (now) => ({ ...now, conversation: null }));
  else await giveUpOn(context, to, status);
}

function giveUpOn(context: Context, to: Addressee, status: number): Promise<void> {
  const unreachable = { since: context.clock.now(), status };
  return isChannel(to)
    ? changeChannel(context, to, (now) => ({ ...now, unreachable }))
    : changePerson(context, to, (now) => ({ ...now, unreachable }));
}

/** What is said in a channel itself begins a thread, which is where it is updated. */
function shownIn(to: Addressee, activityId: string | undefined): string | null {
  const conversationId = to.conversation?.conversationId ?? null;
  return isChannel(to) && activityId !== undefined
    ? `${conversationId};messageid=${activityId}`
    : conversationId;
}

/** One card and no text: Teams splits a message that has both, and gives no id back. */
function message(card: AdaptiveCard, to: Addressee, chat: ConversationReference, botId: string): Outgoing {
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
