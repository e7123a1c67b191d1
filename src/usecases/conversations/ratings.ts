import type { PersonId } from '../../domain/shared/ids.ts';
import { withoutNames } from '../../domain/conversations/not-understood.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { keepBesides } from './besides.ts';
import { RateableDocument, RatingDocument } from './documents.ts';
import { hashOfMessage, type MessageRef } from './message-ref.ts';

type Store = Pick<Context, 'documents' | 'clock' | 'queues'>;

const RATEABLE_SECONDS = 30 * 86_400;
const KEPT_SECONDS = 365 * 86_400;

/** Keeps what an answer was to, for the reader's rating of it; without addresses, links and numbers. */
export async function keepRateable(
  { documents }: Store,
  personId: PersonId,
  answer: MessageRef,
  said: string,
  language: string,
): Promise<void> {
  const question = withoutNames(said);
  if (question === '') return;
  const value = { question, language };
  const extra = { ttlSeconds: RATEABLE_SECONDS };
  const change = create(RateableDocument, `rateable:${hashOfMessage(answer)}`, value, extra);
  await keepBesides(() => documents.commit(partitions.person(personId), [change]));
}

/**
 * Keeps what somebody thought of an answer, with the question and without who it was; what they thought before is replaced.
 *
 * @returns whether there was such an answer to this person
 */
export async function keepRating(
  { documents, clock, queues }: Store,
  personId: PersonId,
  answer: MessageRef,
  useful: boolean,
  comment: string,
): Promise<boolean> {
  const hash = hashOfMessage(answer);
  const asked = await documents.get(RateableDocument, partitions.person(personId), `rateable:${hash}`);
  if (asked === undefined) return false;
  const partition = partitions.program('ratings');
  const id = `rating:${hash}`;
  const value = { ...asked.value, useful, comment: withoutNames(comment), at: clock.now() };
  const extra = { ttlSeconds: KEPT_SECONDS };
  await decideAgain(queues, partition, async () => {
    const stored = await documents.get(RatingDocument, partition, id);
    const change =
      stored === undefined
        ? create(RatingDocument, id, value, extra)
        : replace(RatingDocument, stored, value, extra);
    await documents.commit(partition, [change]);
  });
  return true;
}
