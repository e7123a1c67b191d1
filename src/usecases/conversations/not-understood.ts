import { withoutNames } from '../../domain/conversations/not-understood.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, replace } from '../ports.ts';
import { NotUnderstoodDocument } from './documents.ts';

/** What nobody has asked for again in this time is forgotten. */
const TTL_SECONDS = 90 * 86_400;
/** Different texts; what comes on top of them is not kept until some are forgotten. */
const MAX_TEXTS = 5_000;

/**
 * Keeps what was not understood, without who said it, so that the words can grow. The same text is kept once, with how often it
 * was said. It is of no matter to the turn: a text that another turn writes at the same time is not counted twice.
 */
export async function keepNotUnderstood(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  said: string,
  language: string,
): Promise<void> {
  const text = withoutNames(said);
  if (text === '') return;
  const partition = partitions.program('not-understood');
  const id = `not-understood:${hashOf(`${language} ${text.toLowerCase()}`)}`;
  const stored = await documents.get(NotUnderstoodDocument, partition, id);
  const at = clock.now();
  const extra = { ttlSeconds: TTL_SECONDS };
  if (stored === undefined && (await documents.count(NotUnderstoodDocument, partition, [])) >= MAX_TEXTS)
    return;
  const change =
    stored === undefined
      ? create(NotUnderstoodDocument, id, { text, language, count: 1, lastAt: at }, extra)
      : replace(
          NotUnderstoodDocument,
          stored,
          { ...stored.value, count: stored.value.count + 1, lastAt: at },
          extra,
        );
  try {
    await documents.commit(partition, [change]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
