import type { Etag } from '../usecases/ports.ts';
import type { Batch, Outcome } from './document-store.ts';

/** Batches on their way at one time: enough to hide the distance to the account, few enough not to be throttled at once. */
const SIDE_BY_SIDE = 16;

/** Commits batches, some at a time; outcomes come as they are done. */
export async function* commitSideBySide(
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  commit: (batch: Batch) => Promise<readonly Etag[]>,
): AsyncGenerator<Outcome> {
  const onTheirWay = new Map<number, Promise<Outcome>>();

  async function attempt(index: number, batch: Batch): Promise<Outcome> {
    try {
      return { index, ok: true, etags: await commit(batch) };
    } catch (error) {
      return {
        index,
        ok: false,
        error: error instanceof Error ? error : new Error('a batch failed', { cause: error }),
      };
    }
  }

  async function next(): Promise<Outcome> {
    const outcome = await Promise.race(onTheirWay.values());
    onTheirWay.delete(outcome.index);
    return outcome;
  }

  let index = 0;
  for await (const batch of batches) {
    onTheirWay.set(index, attempt(index, batch));
    index++;
    if (onTheirWay.size >= SIDE_BY_SIDE) yield await next();
  }
  while (onTheirWay.size > 0) yield await next();
}
