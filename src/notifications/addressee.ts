import type { Person } from '../domain/memberships/person.ts';
import type { Channel } from '../domain/notices/channel.ts';
import type { PersonId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { decideAgain } from '../usecases/decide-again.ts';
import { PERSON_DOCUMENT } from '../usecases/memberships/find-person.ts';
import { reachabilityChange } from '../usecases/memberships/reachability.ts';
import { partitions } from '../usecases/partitions.ts';
import { replace, type Document, type Documents, type DocumentKind } from '../usecases/ports.ts';
import { CHANNEL_DOCUMENT } from '../usecases/referrals/channels.ts';
import { PersonDocument } from '../usecases/memberships/documents.ts';
import { ChannelDocument } from '../usecases/notices/documents.ts';

/** Whom a lane sends to. */
export type Addressee = Person | Channel;

/** A channel has no Entra object. */
export function isChannel(to: Addressee): to is Channel {
  return !('aadObjectId' in to);
}

export async function findAddressee(
  documents: Documents,
  id: PersonId,
): Promise<Document<Person> | Document<Channel> | undefined> {
  const partition = partitions.person(id);
  const person = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
  return person ?? documents.get(ChannelDocument, partition, CHANNEL_DOCUMENT);
}

/** Writes down what a lane has learned of whom it sends to; whatever else changed meanwhile stays. */
export function changePerson(
  context: Context,
  person: Person,
  change: (now: Person) => Person,
): Promise<void> {
  return rewrite(context, person, PersonDocument, PERSON_DOCUMENT, change);
}

/** Nothing gets through to a person; the admins of their locations see it. */
export async function markUnreachable(
  { documents, queues, clock }: Context,
  { personId }: Person,
  unreachable: NonNullable<Person['unreachable']>,
): Promise<void> {
  const partition = partitions.person(personId);
  await decideAgain(queues, partition, async () => {
    const stored = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
    if (stored === undefined || stored.value.unreachable !== null) return;
    await documents.commit(partition, [
      replace(PersonDocument, stored, { ...stored.value, unreachable }),
      ...(await reachabilityChange(documents, stored.value, clock.now())),
    ]);
  });
}

export function changeChannel(
  context: Context,
  channel: Channel,
  change: (now: Channel) => Channel,
): Promise<void> {
  return rewrite(context, channel, ChannelDocument, CHANNEL_DOCUMENT, change);
}

async function rewrite<T>(
  { documents, queues }: Context,
  { personId }: Addressee,
  kind: DocumentKind<T>,
  id: string,
  change: (now: T) => T,
): Promise<void> {
  const partition = partitions.person(personId);
  await decideAgain(queues, partition, async () => {
    const stored = await documents.get(kind, partition, id);
    if (stored === undefined) return;
    await documents.commit(partition, [replace(kind, stored, change(stored.value))]);
  });
}
