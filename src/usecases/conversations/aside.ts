import type { PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { keepBesides } from './besides.ts';
import { AsideDocument } from './documents.ts';
import { hashOfMessage, type MessageRef } from './message-ref.ts';

type Store = Pick<Context, 'documents'>;

/** Teams takes such a message away after a day. */
const TTL_SECONDS = 86_400;

/** Keeps that a message in a channel or group chat is one person's alone. */
export async function keepAside(
  { documents }: Store,
  personId: PersonId,
  message: MessageRef,
): Promise<void> {
  const change = create(AsideDocument, idOf(message), {}, { ttlSeconds: TTL_SECONDS });
  await keepBesides(() => documents.commit(partitions.person(personId), [change]));
}

/** Whether a message there was sent to this person alone. */
export async function isAside(
  { documents }: Store,
  personId: PersonId,
  message: MessageRef,
): Promise<boolean> {
  return (await documents.get(AsideDocument, partitions.person(personId), idOf(message))) !== undefined;
}

function idOf(message: MessageRef): string {
  return `aside:${hashOfMessage(message)}`;
}
