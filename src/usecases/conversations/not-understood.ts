import { withoutNames } from '../../domain/conversations/not-understood.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { keepBesides } from './besides.ts';
import { NotUnderstoodDocument } from './documents.ts';

/** What nobody has asked for again in this time is forgotten. */
const TTL_SECONDS = 90 * 86_400;
/** Different texts; what comes on top of them is not kept until some are forgotten. */
const MAX_TEXTS = 5_000;

/**
 * Keeps what was not understood, without who said it, so that the words can grow. The same text is kept once, with how often it
 * was said. It never fails the turn that it follows: a text that another turn writes at the same time, or that comes while the
 * store does not answer, is not counted.
 */
export async function keepNotUnderstood(context: Store, said: string, language: string): Promise<void> {
  const text = withoutNames(said);
  if (text === '') return;
  await keepBesides(() => count(context, text, language));
}

type Store = Pick<Context, 'documents' | 'clock'>;

async function count({ documents, clock }: Store, text: string, language: string): Promise<void> {
  const partition = partitions.program('not-understood');
  const id = `not-understood:${hashOf(`${language} ${text.toLowerCase()}`)}`;
  const stored = await documents.get(NotUnderstoodDocument, partition, id);
  const lastAt = clock.now();
  const extra = { ttlSeconds: TTL_SECONDS };
  if (stored !== undefined) {
    const value = { ...stored.value, count: stored.value.count + 1, lastAt };
    return void (await documents.commit(partition, [replace(NotUnderstoodDocument, stored, value, extra)]));
  }
  if ((await documents.count(NotUnderstoodDocument, partition, [])) >= MAX_TEXTS) return;
  const value = { text, language, count: 1, lastAt };
  await documents.commit(partition, [create(NotUnderstoodDocument, id, value, extra)]);
}
