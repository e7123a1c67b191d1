import type { Activity } from 'botbuilder';
import { isCopilot } from './host.ts';
import { isPersonal } from './sighting.ts';

/** Whether nobody but the person and the bot is in a conversation, as its roster says. */
export type IsAlone = (conversation: {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly aadObjectId: string;
}) => Promise<boolean>;

/**
 * An activity as the turn takes it. A person's thread in Copilot is a group chat with one person in it: where the roster says so
 * it is as private as the personal chat, and where the roster is not told, others may read along.
 */
export async function asHosted(activity: Activity, isAlone: IsAlone): Promise<void> {
  if (!isCopilot(activity) || isPersonal(activity)) return;
  const { serviceUrl, conversation, from } = activity;
  const { aadObjectId } = from;
  if (aadObjectId === undefined) return;
  if (!(await isAlone({ serviceUrl, conversationId: conversation.id, aadObjectId }))) return;
  activity.conversation = { ...activity.conversation, conversationType: 'personal', isGroup: false };
}
