import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { SHORT_TEXT, type Mention } from './said.ts';

/** Takes the place of a segment of a path, where these two would mean another one. */
const isSegment = (id: string) => id !== '.' && id !== '..';
/** Left out, null or empty: not there. Of another type it makes the body no activity. */
const text = z
  .string()
  .max(4_096)
  .nullish()
  .transform((told) => (told === '' ? undefined : (told ?? undefined)));
const MAX_ID = 300;
/** One that no path can hold is nobody's to reply to. */
const activityId = text.transform((id) =>
  id !== undefined && id.length <= MAX_ID && isSegment(id) ? id : undefined,
);
/** The same for what nobody depends on: whatever it holds instead of a text, it is not there. */
const hint = z.string().min(1).max(SHORT_TEXT).optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
/** How somebody is addressed; empty where Teams does not say it. */
const address = z
  .string()
  .max(1_024)
  .nullish()
  .transform((told) => told ?? '');

const Mentioned = z.object({
  type: z.literal('mention'),
  text: hint,
  mentioned: z.object({ id: hint, name: hint }).optional().catch(undefined),
}) satisfies z.ZodType<Mention>;
const ClientInfo = z.object({
  type: z.literal('clientInfo'),
  locale: hint,
  timezone: hint,
  platform: hint,
});
const Quoted = z.object({
  type: z.literal('quotedReply'),
  quotedReply: z.object({ messageId: z.string().min(1).max(MAX_ID) }),
});
const ENTITIES = z.union([Mentioned, ClientInfo, Quoted]);

/** Those that mean something here, in shape; the others are passed over. */
const entities = z
  .array(z.looseObject({}))
  .nullish()
  .transform((all) => (all ?? []).flatMap((one) => ENTITIES.safeParse(one).data ?? []));
const objects = z
  .array(z.looseObject({}))
  .nullish()
  .transform((all) => all ?? []);

/**
 * Every field of an activity that anything here reads, with what becomes of it when it is left out or null, as Teams' own
 * clients send it. Nothing else of an activity is handed on.
 *
 * | Field | Needed for | Without it |
 * | --- | --- | --- |
 * | `type`, `conversation.id`, `from` | what it is, where to answer, that somebody sent it | no activity |
 * | `channelId`, `serviceUrl`, a tenant | whether it is for us at all | refused |
 * | `from.aadObjectId` | who it is | a person is told so; nothing is shown or done |
 * | `from.id`, `recipient.id` | addressing somebody later | empty; the conversation's id is enough to answer |
 * | `from.tenantId`, `from.userRole` | that they are a guest or of another organisation | as Teams' roster has them |
 * | `recipient.isTargeted` | that only we read it | everybody there reads it |
 * | `from.name` | showing who did something | the name known before |
 * | `id` | one delivery twice is one operation; replies | an operation of its own; an answer that is no reply |
 * | `text` | words | none were said |
 * | `value` | a press | none was made |
 * | `name` | which invoke it is | one that is not known |
 * | `entities` | mentions to leave out; the client's language, zone and platform; what is quoted | tags are found in the text; as known before; no dialogs; nothing |
 * | `attachments` | files, pasted HTML | none |
 * | `locale`, `localTimezone` | how to write dates | as known before |
 * | `replyToId` | which card was pressed | its message is not updated |
 * | `action`, `membersAdded`, `membersRemoved` | whether the app was added or removed | it was not |
 */
const Normal = z.object({
  type: z.string().min(1).max(100),
  id: activityId,
  name: text,
  channelId: text,
  serviceUrl: text,
  locale: hint,
  localTimezone: hint,
  replyToId: activityId,
  deliveryMode: text,
  timestamp: text,
  localTimestamp: text,
  expiration: text,
  action: hint,
  text: z
    .string()
    .nullish()
    .transform((told) => told ?? undefined),
  value: z
    .unknown()
    .optional()
    .transform((told) => told ?? undefined),
  from: z.object({
    id: address,
    aadObjectId: text,
    name: hint,
    role: hint,
    tenantId: hint,
    userRole: hint,
  }),
  recipient: z
    .object({ id: address, name: hint, isTargeted: flag })
    .nullish()
    .transform((told) => told ?? { id: '', name: undefined, isTargeted: undefined }),
  conversation: z.object({
    id: z.string().min(1).max(1_024).refine(isSegment),
    tenantId: text,
    conversationType: hint,
    isGroup: flag,
  }),
  channelData: z
    .looseObject({})
    .nullish()
    .transform((told) => told ?? undefined),
  entities,
  attachments: objects,
  membersAdded: objects,
  membersRemoved: objects,
});

/**
 * An activity as everything behind the door may rely on it: what is not there is undefined (lists empty, addresses `''`),
 * never null, and what is there has its type.
 *
 * @returns undefined for a body that is no activity
 */
export function normalActivity(json: unknown): Activity | undefined {
  const normal = Normal.safeParse(json);
  if (!normal.success) return undefined;
  // The SDK's type demands dozens of fields that nobody fills, and instants as dates, which are made after authentication.
  return normal.data as unknown as Activity;
}
