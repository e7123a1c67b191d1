import { MESSAGE_GONE, ConnectorError, sendVerdict } from './connector-error.ts';
import { isChannel, type Addressee } from './addressee.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { readsAs, type Person } from '../domain/memberships/person.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { isDigestible } from '../domain/notices/topic.ts';
import { ConflictError, DocumentInvalid, StoreUnavailable, type Document } from '../usecases/ports.ts';
import { channelCard } from '../notices/channel.ts';
import { LaneLost } from './claiming.ts';
import { keepChat, loseChat, openChat, openedChat } from './chat.ts';
import { NEVER, type DeliverParts, type Lane, type OpenedChat, type Step } from './lane-step.ts';
import { markSending } from './mark-sending.ts';
import { messageOf, sized, withRefresh } from './message.ts';
import { record } from './record.ts';
import type { Delivery } from './after-delivery.ts';
import { noteTold } from './told-before.ts';
import { quietNow, withheld } from './withhold.ts';

/** One step with one notice: a first send, an update of what was sent, or the taking back of a copy too many. */
export async function deliver(parts: DeliverParts, lane: Lane, stored: Document<Notice>): Promise<Step> {
  const { context } = parts;
  const notice = stored.value;
  const now = context.clock.now();
  if (notice.state === 'sending') return record(parts, lane, stored, { kind: 'lease-expired' });
  if (notice.notBefore !== null && notice.notBefore > now) {
    return { do: notice.aside ? 'step-aside' : 'wait', until: notice.notBefore };
  }
  const [extra] = notice.extras;
  if (extra !== undefined) return takeBack(parts, lane, stored, extra);

  const early = lane.pace.wait() || noRoom(parts, lane);
  if (early > 0) return { do: 'wait', until: new Date(now.getTime() + early) };
  await parts.cardTurns();
  const prepared = await prepare(parts, lane, stored);
  if ('step' in prepared) return prepared.step;
  const { card } = prepared;
  const { to } = lane;
  if (to.conversation !== null) return inTurn(parts, lane, () => send(parts, lane, stored, card, undefined));
  return isChannel(to)
    ? inTurn(parts, lane, () => lane.pace.note().then(() => ({ do: 'go-on' })))
    : sendFirst(parts, lane, to, stored, card);
}

/** Opens the chat, and goes on to what is to be said there. */
async function sendFirst(
  parts: DeliverParts,
  lane: Lane,
  person: Person,
  stored: Document<Notice>,
  card: AdaptiveCard,
): Promise<Step> {
  const opened = await inTurn(parts, lane, async () => {
    await lane.pace.note();
    return openChat(parts, lane, person, stored);
  });
  if ('do' in opened) return opened;
  const chat = openedChat(person, lane.toEtag, opened);
  const there: Lane = { ...lane, to: { ...person, conversation: opened } };
  const step = await inTurn(parts, there, () => send(parts, there, stored, card, chat));
  if (!chat.isStored) await keepChat(parts.context, person, opened);
  return chat.isStored && step.do === 'go-on' ? { do: 'look-again' } : step;
}

/** What is to be sent, or what becomes of it instead. Nothing has left yet, so that whatever goes wrong can be tried again. */
async function prepare(
  parts: DeliverParts,
  lane: Lane,
  stored: Document<Notice>,
): Promise<{ readonly step: Step } | { readonly card: AdaptiveCard }> {
  const { telling: context } = parts;
  const { to } = lane;
  const notice = stored.value;
  try {
    // Before the card, which costs more.
    if (notice.activityId === null && !isChannel(to)) {
      const held = await holdBack(parts, lane, to, stored);
      if (held !== undefined) return { step: held };
    }
    const card = await (isChannel(to)
      ? channelCard(context, notice, to)
      : parts.noticeCard(context, notice, to));
    return card === undefined
      ? { step: await record(parts, lane, stored, { kind: 'nothing-to-tell' }) }
      : { card: sized(card, notice.subject, notice.brevity, isChannel(to) ? to : readsAs(to)) };
  } catch (error) {
    return { step: await record(parts, lane, stored, faultOf(parts, notice, error)) };
  }
}

/** A first send to a person that is not to go now, or never; undefined: it may go. */
async function holdBack(
  parts: DeliverParts,
  lane: Lane,
  person: Person,
  stored: Document<Notice>,
): Promise<Step | undefined> {
  const { telling: context } = parts;
  const { subject, uncertain } = stored.value;
  const reason = await withheld(context, person, subject);
  if (reason !== undefined) return record(parts, lane, stored, { kind: 'withheld', reason });
  const quiet = await quietNow(context, person, subject);
  if (quiet.until !== undefined) return { do: 'hold', until: quiet.until, asked: true };
  if (lane.gathersUntil !== undefined && isDigestible(subject) && uncertain === 0) {
    return { do: 'hold', until: lane.gathersUntil, asked: false };
  }
  // What is held decides when it all goes on.
  return lane.holds && !quiet.presses ? { do: 'hold', until: NEVER, asked: false } : undefined;
}

/** @returns how long to wait for a place among the tenant's calls, as far as is known before asking the store; 0: not at all */
function noRoom({ permits, inFlight }: DeliverParts, { to, waited }: Lane): number {
  return inFlight.isStuck(to.tenantId) ? permits.putOff(to.tenantId) : permits.line(to.tenantId, waited);
}

/** Calls the connector when tenant, process and conversation have room for it. */
async function inTurn<T>(parts: DeliverParts, lane: Lane, call: () => Promise<T>): Promise<T | Step> {
  const { context, permits, inFlight, isStopping } = parts;
  const { tenantId } = lane.to;
  const later = (ms: number): Step => ({
    do: 'wait',
    until: new Date(context.clock.now().getTime() + ms),
  });
  if (isStopping?.() === true) return later(0);
  const pause = lane.pace.wait();
  if (pause > 0) return later(pause);
  const leave = await inFlight.enter(tenantId);
  if (leave === undefined) return later(permits.putOff(tenantId));
  try {
    const wait = await permits.take(tenantId, lane.waited);
    return wait > 0 ? later(wait) : await call();
  } finally {
    leave();
  }
}

async function send(
  parts: DeliverParts,
  lane: Lane,
  stored: Document<Notice>,
  card: AdaptiveCard,
  opened: OpenedChat | undefined,
): Promise<Step> {
  const { context, connector, bot } = parts;
  const { to, pace } = lane;
  const chat = to.conversation;
  if (chat === null) return { do: 'look-again' };
  const { activityId, noticeId } = stored.value;
  const seen = parts.refreshes && !isChannel(to) ? withRefresh(card, noticeId, chat.userId) : card;
  if (activityId !== null) {
    // The chat it was sent to may not be the one the person writes in today.
    const conversationId = stored.value.conversationId ?? chat.conversationId;
    const shown = { ...messageOf(seen, to, { ...chat, conversationId }, bot.id), id: activityId };
    await pace.note();
    return attempt(parts, lane, stored, () =>
      connector.updateActivity(chat.serviceUrl, conversationId, activityId, shown),
    );
  }
  const lease = await markSending(context, pace, stored, opened);
  if (lease === undefined) return { do: 'look-again' };
  return attempt(parts, lane, lease, () =>
    connector.sendToConversation(chat.serviceUrl, chat.conversationId, messageOf(seen, to, chat, bot.id)),
  );
}

async function attempt(
  parts: DeliverParts,
  lane: Lane,
  notice: Document<Notice>,
  call: () => Promise<{ readonly activityId: string | undefined }>,
): Promise<Step> {
  const { to, pace } = lane;
  let delivery: Delivery;
  try {
    const { activityId } = await call();
    delivery = { kind: 'sent', activityId, conversationId: shownIn(to, activityId) };
    await noteTold(parts, notice.value, notice.id);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    delivery = { kind: 'failed', error, verdict: sendVerdict(error) };
    parts.log.info(
      { status: error.status, code: error.code, notice: notice.value.subject.kind },
      'send failed',
    );
    if (error.status === 429) await parts.permits.slowDown(to.tenantId, error.retryAfterMs);
    const isGone = error.status === 404 || error.code === MESSAGE_GONE;
    const onlyMessage = isGone && notice.value.activityId !== null;
    if (delivery.verdict === 'unreachable' && !onlyMessage) await loseChat(parts.context, to, error.status);
  } finally {
    pace.arrived();
  }
  return record(parts, lane, notice, delivery);
}

/** Deletes a message that shows the same once more. One that is gone already is what was wanted. */
async function takeBack(
  parts: DeliverParts,
  lane: Lane,
  stored: Document<Notice>,
  extra: Notice['extras'][number],
): Promise<Step> {
  const { connector, log } = parts;
  const chat = lane.to.conversation;
  return inTurn(parts, lane, async () => {
    await lane.pace.note();
    try {
      if (chat !== null) {
        await connector.deleteActivity(chat.serviceUrl, extra.conversationId, extra.activityId);
      }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      log.info({ status: error.status, code: error.code }, 'copy not taken back');
      if (error.status === 429) await parts.permits.slowDown(lane.to.tenantId, error.retryAfterMs);
      const verdict = sendVerdict(error);
      // Taking back may be repeated.
      if (verdict === 'retry' || verdict === 'uncertain') {
        return record(parts, lane, stored, { kind: 'not-taken-back', error });
      }
    } finally {
      lane.pace.arrived();
    }
    return record(parts, lane, stored, { kind: 'taken-back', activityId: extra.activityId });
  });
}

/** One that cannot be made must not keep the others of that person waiting. @throws what is nobody's fault, or not its own */
function faultOf({ log }: DeliverParts, { subject }: Notice, error: unknown): Delivery {
  const passing =
    error instanceof ConflictError || error instanceof StoreUnavailable || error instanceof LaneLost;
  if (passing || !(error instanceof Error)) throw error;
  // An error's message may hold what the card would.
  const name = error.constructor.name;
  log.warn({ notice: subject.kind, error: name }, 'card not made');
  const final = error instanceof DocumentInvalid;
  return { kind: 'faulty', error: `the card cannot be made: ${name}`, final };
}

/** What is said in a channel itself begins a thread, which is where it is updated. */
function shownIn(to: Addressee, activityId: string | undefined): string | null {
  const conversationId = to.conversation?.conversationId ?? null;
  return isChannel(to) && activityId !== undefined
    ? `${conversationId};messageid=${activityId}`
    : conversationId;
}
