import type { Person } from '../../domain/memberships/person.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';
import { NewsReadDocument } from './documents.ts';

const ID = 'news-read';
/** What was read before these is too old to be shown. */
const MAX_KEPT = 200;

/** The names of the news that somebody has read. One read. */
export async function newsRead(
  documents: Documents,
  { personId }: Pick<Person, 'personId'>,
): Promise<ReadonlySet<string>> {
  const stored = await documents.get(NewsReadDocument, partitions.person(personId), ID);
  return new Set(stored?.value.entries);
}

/** Keeps that somebody has read a piece of news. */
export function markRead(
  { documents, queues }: Pick<Context, 'documents' | 'queues'>,
  { personId }: Pick<Person, 'personId'>,
  entry: string,
): Promise<void> {
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const stored = await documents.get(NewsReadDocument, partition, ID);
    if (stored?.value.entries.includes(entry) === true) return;
    const value = { entries: [...(stored?.value.entries ?? []), entry].slice(-MAX_KEPT) };
    const change =
      stored === undefined ? create(NewsReadDocument, ID, value) : replace(NewsReadDocument, stored, value);
    await documents.commit(partition, [change]);
  });
}
