import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError, StoreUnavailable, type Etag } from '../usecases/ports.ts';
import type { Batch, Outcome } from './document-store.ts';
import { checkWrites, type CheckedWrite } from './document-limits.ts';
import { whileBusy } from './sqlite-errors.ts';
import type { Session } from './sqlite-session.ts';

/** How long a group may hold the write lock; as long is left to others before the next. */
const GROUP_MS = 10;
const FEWEST_WRITES = 100;
const MOST_WRITES = 2_000;

/** A batch that waits to be written. */
export interface Waiting {
  readonly index: number;
  readonly partition: string;
  readonly writes: readonly CheckedWrite[];
}

/** Writes a batch inside the group's transaction. @throws ConflictError */
export type WriteBatch = (partition: string, writes: readonly CheckedWrite[]) => readonly Etag[];

/**
 * Commits batches in groups, since a durable commit costs more than the writes in it. While a group's turn to wait lasts,
 * the next batches are read and checked, so that time is not lost. Reads ahead at most {@link MOST_WRITES} writes.
 */
export async function* commitInGroups(
  session: Session,
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  writeBatch: WriteBatch,
): AsyncGenerator<Outcome> {
  let waiting: Waiting[] = [];
  let size = 0;
  let enough = FEWEST_WRITES;
  let index = 0;
  let freeAt = 0;

  async function next(): Promise<readonly Outcome[]> {
    const rest = freeAt - performance.now();
    if (rest > 0) await delay(rest);
    const { outcomes, heldMs } = await commitGroup(session, waiting, writeBatch);
    freeAt = performance.now() + heldMs;
    waiting = waiting.slice(outcomes.length);
    const before = size;
    size = waiting.reduce((sum, batch) => sum + batch.writes.length, 0);
    enough = Math.min(Math.max((before - size) * (heldMs < GROUP_MS ? 1.5 : 1), FEWEST_WRITES), MOST_WRITES);
    return outcomes;
  }

  for await (const { partition, writes } of batches) {
    try {
      waiting.push({ index, partition, writes: checkWrites(partition, writes) });
      size += writes.length;
    } catch (error) {
      yield { index, ok: false, error: asError(error) };
    }
    index++;
    if (size >= enough) yield* await next();
  }
  while (waiting.length > 0) yield* await next();
}

/**
 * Commits as many of the batches as fit in {@link GROUP_MS}, one at least.
 * @returns what became of the first of them, in order, and how long the write lock was held
 */
export async function commitGroup(
  session: Session,
  waiting: readonly Waiting[],
  writeBatch: WriteBatch,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly heldMs: number }> {
  let startedAt = performance.now();
  let outcomes: Outcome[] = [];
  try {
    await whileBusy('cannot write', () => {
      outcomes = [];
      session.transaction(() => {
        startedAt = performance.now();
        for (const batch of waiting) {
          outcomes.push(attempt(session, batch, writeBatch));
          if (performance.now() - startedAt > GROUP_MS) break;
        }
      });
    });
  } catch (error) {
    // A file that cannot be written fails everybody who waits for it, or each would wait as long again.
    const failed =
      error instanceof StoreUnavailable ? waiting : waiting.slice(0, Math.max(outcomes.length, 1));
    outcomes = failed.map(({ index }) => ({ index, ok: false, error: asError(error) }));
  }
  return { outcomes, heldMs: performance.now() - startedAt };
}

function attempt(session: Session, { index, partition, writes }: Waiting, writeBatch: WriteBatch): Outcome {
  // a single write that fails has changed nothing
  if (writes.length > 1) session.run('SAVEPOINT batch');
  try {
    const etags = writeBatch(partition, writes);
    if (writes.length > 1) session.run('RELEASE batch');
    return { index, ok: true, etags };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    if (writes.length > 1) {
      session.run('ROLLBACK TO batch');
      session.run('RELEASE batch');
    }
    return { index, ok: false, error };
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('a batch failed', { cause: error });
}
