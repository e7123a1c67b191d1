import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { tenantOf } from '../bot/tenant.ts';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import type { IsServiceUrl } from '../domain/shared/service-url.ts';
import { refused, type Answer } from './answer.ts';

const text = z.string().max(4_096).nullish();
const account = z.looseObject({ id: z.string().min(1).max(1_024), aadObjectId: text, name: text });

/** What every activity must look like for the SDK and the handlers not to stumble. Other fields pass as they are. */
const Envelope = z.looseObject({
  type: z.string().min(1).max(100),
  id: text,
  name: text,
  channelId: text,
  serviceUrl: text,
  locale: text,
  replyToId: text,
  deliveryMode: text,
  timestamp: text,
  localTimestamp: text,
  text: z.string().nullish(),
  from: account,
  recipient: account.nullish(),
  conversation: z.looseObject({ id: z.string().min(1).max(1_024), tenantId: text }),
  channelData: z.looseObject({}).nullish(),
  entities: z.array(z.looseObject({})).nullish(),
  attachments: z.array(z.looseObject({})).nullish(),
  membersAdded: z.array(z.looseObject({})).nullish(),
  membersRemoved: z.array(z.looseObject({})).nullish(),
});

/** @returns 400 for what is no activity; 403 for another channel, a service URL off the list, tenants that disagree */
export function readActivity(json: unknown, isServiceUrl: IsServiceUrl): Result<Activity, Answer> {
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return refuse(refused(400, 'no-activity'));
  const { channelId, serviceUrl } = envelope.data;
  if (channelId !== 'msteams') return refuse(refused(403, 'channel'));
  if (serviceUrl == null || !isServiceUrl(serviceUrl)) return refuse(refused(403, 'service-url'));
  // The SDK's type has dozens of fields that nobody fills; those that count have been looked at above.
  const activity = json as Activity;
  if (tenantOf(activity) === undefined) return refuse(refused(403, 'tenant'));
  return ok(activity);
}
