import type { PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { AsideDocument } from './documents.ts';

type Store = Pick<Context, 'documents'>;

/** Teams takes such a message away after a day. */
const TTL_SECONDS = 86_400;

/** Keeps that a message in a channel or group chat is one person's alone. */
export async function keepAside(
  { documents }: Store,
  personId: PersonId,
  conversationId: string,
  activityId: string,
): Promise<void> {
  const id = idOf(conversationId, activityId);
  const partition = partitions.person(personId);
  await documents.commit(partition, [create(AsideDocument, id, {}, { ttlSeconds: TTL_SECONDS })]);
}

/** Whether a message there was sent to this person alone. */
export async function isAside(
  { documents }: Store,
  personId: PersonId,
  conversationId: string,
  activityId: string,
): Promise<boolean> {
  const id = idOf(conversationId, activityId);
  return (await documents.get(AsideDocument, partitions.person(personId), id)) !== undefined;
}

/** A channel and its threads are one place: a press names either. */
function idOf(conversationId: string, activityId: string): string {
  return `aside:${hashOf(`${conversationId.split(';messageid=')[0] ?? ''} ${activityId}`)}`;
}
