import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { AadObjectId } from '../domain/shared/ids.ts';
import { placeOf } from '../usecases/conversations/message-ref.ts';
import type { Sighting } from '../usecases/memberships/recognise.ts';
import type { ChannelPlace } from '../usecases/referrals/channels.ts';
import { isKnown, type Reads } from '../words/language.ts';
import { isCopilot } from './host.ts';
import { tenantOf } from './tenant.ts';

const Person = z.object({ aadObjectId: AadObjectId });
const ClientInfo = z.object({
  type: z.literal('clientInfo'),
  locale: z.string().optional(),
  timezone: z.string().optional(),
});
const MAX_NAME = 200;

/**
 * Who sent a verified activity, and where to reach them. The name is for showing, never for deciding.
 * @returns undefined for an activity of nobody in particular: without an Entra object id there is no person
 */
export function sightingOf(activity: Activity): Sighting | undefined {
  const tenantId = tenantOf(activity);
  const person = Person.safeParse(activity.from);
  if (!person.success || tenantId === undefined) return undefined;
  const { from, recipient, conversation, locale, localTimezone, entities = [], serviceUrl } = activity;
  const client = entities.map((entity) => ClientInfo.safeParse(entity).data).find((info) => info);
  return {
    tenantId,
    aadObjectId: person.data.aadObjectId,
    name: (from.name ?? '').slice(0, MAX_NAME).toWellFormed(),
    locale: [locale, client?.locale].find((told) => told !== undefined && isKnown(told)),
    timeZone: localTimezone ?? client?.timezone,
    // A thread in Copilot is not where somebody is told of anything.
    conversation:
      isPersonal(activity) && !isCopilot(activity)
        ? { conversationId: conversation.id, serviceUrl, userId: from.id, botId: recipient.id }
        : undefined,
    wrote: activity.type === 'message' && isPersonal(activity),
  };
}

/** How whoever sent an activity reads, where no more is known of them. */
export function readerOf({ locale }: Partial<Pick<Activity, 'locale'>>): Reads {
  return { locale: locale ?? 'en' };
}

/** The channel that an activity was said in, whatever its thread. */
export function channelOf({ conversation, serviceUrl, recipient }: Activity): ChannelPlace | undefined {
  if (conversation.conversationType !== 'channel') return undefined;
  const conversationId = placeOf(conversation.id);
  return conversationId.length <= 200 ? { conversationId, serviceUrl, botId: recipient.id } : undefined;
}

/** Cards with somebody's data are for the personal chat only. */
export function isPersonal(activity: Activity): boolean {
  // The SDK's type says that both are always there.
  const { conversationType, isGroup }: Partial<Activity['conversation']> = activity.conversation;
  return conversationType === undefined ? !isGroup : conversationType === 'personal';
}
