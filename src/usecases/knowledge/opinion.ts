import type { Person } from '../../domain/memberships/person.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { OpinionDocument } from './documents.ts';

/** Keeps whether an entry helped somebody; what they said before is replaced. */
export function keepOpinion(
  { documents, clock, queues }: Pick<Context, 'documents' | 'clock' | 'queues'>,
  { personId }: Pick<Person, 'personId'>,
  entry: string,
  useful: boolean,
): Promise<void> {
  const partition = partitions.person(personId);
  const id = `opinion:${hashOf(entry)}`;
  return decideAgain(queues, partition, async () => {
    const stored = await documents.get(OpinionDocument, partition, id);
    if (stored?.value.useful === useful) return;
    const value = { entry, useful, at: clock.now() };
    const change =
      stored === undefined ? create(OpinionDocument, id, value) : replace(OpinionDocument, stored, value);
    await documents.commit(partition, [change]);
  });
}
