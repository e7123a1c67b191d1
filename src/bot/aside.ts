import type { Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { ConversationReference } from '../domain/memberships/person.ts';

export interface AsideParts {
  /** Whether Teams there knows messages to one of several readers; where it does not, they would be for everybody. */
  readonly isKnown: boolean;
  /** The chat with that person alone; undefined where there is none. */
  readonly chat: () => Promise<ConversationReference | undefined>;
  /** Says in the room that the answer is elsewhere, without a word of it; undefined: nothing is. @param isThere whether it has been said */
  readonly point: (isThere: boolean) => Partial<Activity> | undefined;
  /** Keeps that a message there is its reader's alone, so that its buttons answer to them. */
  readonly kept: (activityId: string) => Promise<void>;
}

/** A connector that answered, and did not take the message. What may have arrived is not said twice. */
const Refusal = z.object({
  phase: z.literal('answered'),
  status: z
    .number()
    .min(400)
    .max(499)
    .refine((status) => status !== 408 && status !== 429),
});

/**
 * From here on the turn is answered to its sender alone, amid the others: as targeted messages. Where Teams does not take
 * one, it is said in the personal chat. Source: Microsoft Learn, "Send and receive targeted messages in group conversations",
 * 2026-06.
 */
export function speakAside(turn: TurnContext, parts: AsideParts): void {
  turn.onSendActivities(async (_turn, activities, next) => {
    if (activities.every(({ type }) => type === 'invokeResponse')) return next();
    const messages = activities.filter(({ type }) => type === 'message');
    for (const activity of messages) target(activity, turn.activity);
    if (!parts.isKnown) return inPerson(turn, activities, parts);
    try {
      const sent = await next();
      for (const { id } of sent) if (id !== '') await parts.kept(id);
      return sent;
    } catch (error) {
      if (!Refusal.safeParse(error).success) throw error;
      return inPerson(turn, activities, parts);
    }
  });
}

/** A targeted message is no reply; an answer to one names it, so that its reader sees what was asked. */
function target(activity: Partial<Activity>, { from, recipient, id }: Activity): void {
  delete activity.replyToId;
  activity.recipient = Object.assign({}, from, { isTargeted: true });
  if (isTargeted({ recipient }) && id !== undefined) {
    activity.entities = [{ type: 'targetedMessageInfo', messageId: id }];
  }
}

const Targeted = z.object({ recipient: z.looseObject({ isTargeted: z.literal(true) }) });

/** Whether only one of those who are there reads a message. */
export function isTargeted(activity: Pick<Partial<Activity>, 'recipient'>): boolean {
  return Targeted.safeParse(activity).success;
}

async function inPerson(turn: TurnContext, activities: Partial<Activity>[], parts: AsideParts) {
  const own = activities.filter(({ type }) => type === 'message');
  const chat = await parts.chat().catch(() => undefined);
  const isThere = chat !== undefined && (await saidIn(turn, own, chat));
  const pointer = parts.point(isThere);
  const { conversation, serviceUrl, recipient: from } = turn.activity;
  const said = pointer === undefined ? [] : [{ ...pointer, conversation, serviceUrl, from }];
  try {
    return await turn.adapter.sendActivities(turn, said);
  } catch (error) {
    // Where they have their answer, nothing hangs on its being pointed to.
    if (!isThere) throw error;
    return [];
  }
}

async function saidIn(
  turn: TurnContext,
  said: readonly Partial<Activity>[],
  { conversationId, serviceUrl, userId, botId }: ConversationReference,
): Promise<boolean> {
  const room = {
    conversation: { id: conversationId, isGroup: false, conversationType: 'personal', name: '' },
    serviceUrl,
    recipient: { id: userId, name: '' },
    from: { id: botId, name: 'Porter' },
  };
  const own = said.map(({ entities: _entities, ...activity }) => ({ ...activity, ...room }));
  try {
    await turn.adapter.sendActivities(turn, own);
    return true;
  } catch (error) {
    if (!Refusal.safeParse(error).success) throw error;
    return false;
  }
}
