import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { AadObjectId } from '../domain/shared/ids.ts';
import type { Sighting } from '../usecases/memberships/recognise.ts';
import type { ChannelPlace } from '../usecases/referrals/channels.ts';
import { tenantOf } from './tenant.ts';

const Short = z.string().min(1).max(200);
const ClientInfo = z.object({
  type: z.literal('clientInfo'),
  locale: Short.optional(),
  timezone: Short.optional(),
});
const Seen = z.object({
  from: z.object({ id: Short, aadObjectId: AadObjectId, name: z.string().max(1_000).optional() }),
  recipient: z.object({ id: Short }).optional(),
  locale: Short.optional().catch(undefined),
  localTimezone: Short.optional().catch(undefined),
  entities: z.array(z.unknown()).optional().catch(undefined),
  serviceUrl: z.string(),
});

/**
 * Who sent a verified activity, and where to reach them. The name is for showing, never for deciding.
 * @returns undefined for an activity of nobody in particular: without an Entra object id there is no person
 */
export function sightingOf(activity: Activity): Sighting | undefined {
  const tenantId = tenantOf(activity);
  const seen = Seen.safeParse(activity);
  if (!seen.success || tenantId === undefined) return undefined;
  const { from, recipient, locale, localTimezone, entities, serviceUrl } = seen.data;
  const client = (entities ?? []).map((entity) => ClientInfo.safeParse(entity).data).find((info) => info);
  return {
    tenantId,
    aadObjectId: from.aadObjectId,
    name: (from.name ?? '').slice(0, 200),
    locale: locale ?? client?.locale,
    timeZone: localTimezone ?? client?.timezone,
    conversation: isPersonal(activity)
      ? {
          conversationId: activity.conversation.id,
          serviceUrl,
          userId: from.id,
          botId: recipient?.id ?? '',
        }
      : undefined,
  };
}

/** The channel that an activity was said in, whatever its thread. */
export function channelOf({ conversation, serviceUrl, recipient }: Activity): ChannelPlace | undefined {
  if (conversation.conversationType !== 'channel') return undefined;
  const [conversationId = ''] = conversation.id.split(';messageid=');
  const botId = Short.safeParse(recipient?.id).data ?? '';
  return conversationId.length <= 200 ? { conversationId, serviceUrl, botId } : undefined;
}

/** Cards with somebody's data are for the personal chat only. */
export function isPersonal(activity: Activity): boolean {
  const { conversationType, isGroup } = activity.conversation;
  return conversationType === undefined ? !isGroup : conversationType === 'personal';
}
