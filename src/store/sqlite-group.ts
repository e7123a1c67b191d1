import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError, StoreUnavailable, type Etag } from '../usecases/ports.ts';
import type { Batch, Outcome } from './document-store.ts';
import { checkWrites, type CheckedWrite } from './document-limits.ts';
import { isBusy } from './sqlite-errors.ts';
import type { Patience } from './sqlite-patience.ts';
import type { Session } from './sqlite-session.ts';

/** How long a group may hold the write lock; as long is left to others before the next. */
const GROUP_MS = 10;
/** The same while nobody else writes: whoever comes waits once for so long, and then there is somebody else. */
const ALONE_GROUP_MS = 50;
const FEWEST_WRITES = 100;
const MAX_WRITES = 2_000;

/** A batch that waits to be written. */
export interface Waiting {
  readonly index: number;
  readonly partition: string;
  readonly writes: readonly CheckedWrite[];
}

/** How batches are written. */
export interface Writing {
  readonly session: Session;
  readonly patience: Patience;
  /** Writes a batch inside the group's transaction. @throws ConflictError */
  readonly writeBatch: (partition: string, writes: readonly CheckedWrite[]) => readonly Etag[];
  /** Asked once it is written, before anybody is told so. @throws StoreUnavailable where the file is not there any more */
  readonly checkIsThere: () => void;
}

/**
 * Commits batches in groups, since a durable commit costs more than the writes in it. While a group's turn to wait lasts,
 * the next batches are read and checked, so that time is not lost. Reads ahead at most {@link MAX_WRITES} writes.
 *
 * @param hasCompany whether another process has written lately: then groups are short, and others get as long as they took
 */
export async function* commitInGroups(
  writing: Writing,
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  hasCompany: () => boolean,
): AsyncGenerator<Outcome> {
  let waiting: Waiting[] = [];
  let size = 0;
  let enough = hasCompany() ? FEWEST_WRITES : MAX_WRITES;
  let index = 0;
  let freeAt = 0;

  async function next(): Promise<readonly Outcome[]> {
    const isAlone = !hasCompany();
    const rest = freeAt - performance.now();
    if (rest > 0 && !isAlone) await delay(rest);
    const { outcomes, heldMs } = await commitGroup(writing, waiting, isAlone ? ALONE_GROUP_MS : GROUP_MS);
    freeAt = performance.now() + heldMs;
    waiting = waiting.slice(outcomes.length);
    const before = size;
    size = waiting.reduce((sum, batch) => sum + batch.writes.length, 0);
    enough = isAlone
      ? MAX_WRITES
      : Math.min(Math.max((before - size) * (heldMs < GROUP_MS ? 1.5 : 1), FEWEST_WRITES), MAX_WRITES);
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
 * Commits as many of the batches as fit in so many milliseconds, one at least. A lock that nobody waits for any longer, and a
 * file that is gone, fail all that wait, or each would wait as long again; any other fault fails the batch that it is of.
 *
 * @returns what became of the first of them, in order, and how long the write lock was held
 */
export async function commitGroup(
  writing: Writing,
  waiting: readonly Waiting[],
  mostMs = GROUP_MS,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly heldMs: number }> {
  const { session, patience, checkIsThere } = writing;
  let startedAt = performance.now();
  let outcomes: Outcome[] = [];
  let isWritten = false;
  try {
    await patience.whileBusy('cannot write', () => {
      outcomes = [];
      session.transaction(() => {
        startedAt = performance.now();
        for (const batch of waiting) {
          outcomes.push(attempt(writing, batch));
          if (performance.now() - startedAt > mostMs) break;
        }
      });
    });
    isWritten = true;
    checkIsThere();
  } catch (error) {
    const before = outcomes.length;
    const concernsAll = isWritten || (error instanceof StoreUnavailable && isBusy(error.cause));
    // Those before the one that failed have nothing to do with it.
    if (!concernsAll && before > 0 && before < waiting.length)
      return commitGroup(writing, waiting.slice(0, before), mostMs);
    const failed = concernsAll ? waiting : waiting.slice(0, Math.max(before, 1));
    outcomes = failed.map(({ index }) => ({ index, ok: false, error: asError(error) }));
  }
  return { outcomes, heldMs: performance.now() - startedAt };
}

function attempt({ session, writeBatch }: Writing, { index, partition, writes }: Waiting): Outcome {
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
