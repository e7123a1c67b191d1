import type { PersonId } from '../../domain/shared/ids.ts';
import type { Queues } from '../decide-again.ts';

/** What files in memory may have together: four of the largest, or many small ones. Storing makes about twice of each. */
export const MAX_BYTES_IN_MEMORY = 40 * 1024 * 1024;
/** Whoever would wait longer is told so at once and asked to try again: Teams waits for an answer for 15 s. */
const MAX_WAIT_MS = 5_000;

/** Gives back what a file does not need after all. @param size of the file, in bytes; never more than was asked for */
type Shrink = (size: number) => void;

/** Bytes that are held, and who waits for some, in the order of coming. */
interface Memory {
  held: number;
  readonly waiting: { readonly bytes: number; readonly go: () => void }[];
}

/** One for each process, as its queues are. */
const memories = new WeakMap<Queues, Memory>();

/**
 * Runs what holds a file in memory: no more bytes at once than {@link MAX_BYTES_IN_MEMORY} over the process, and one file of
 * a person.
 *
 * @param bytes of the file, or the most that it may have while that is not known: then shrink it as soon as it is
 * @returns undefined when there was no room in time; nothing is run then, also not later
 */
export function withRoom<T>(
  queues: Queues,
  personId: PersonId,
  bytes: number,
  action: (shrink: Shrink) => Promise<T>,
): Promise<T | undefined> {
  const memory = memoryOf(queues);
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      resolve(undefined);
    }, MAX_WAIT_MS);
    const turn = queues.inTurn(`files-in-memory#${personId}`, async () => {
      await isFree(memory, bytes);
      clearTimeout(timer);
      let mine = bytes;
      const shrink = (size: number) => {
        giveBack(memory, Math.max(0, mine - size));
        mine = Math.min(mine, size);
      };
      try {
        return isLate ? undefined : await action(shrink);
      } finally {
        giveBack(memory, mine);
      }
    });
    turn.then(resolve, reject);
  });
}

function memoryOf(queues: Queues): Memory {
  const memory = memories.get(queues) ?? { held: 0, waiting: [] };
  memories.set(queues, memory);
  return memory;
}

/** Holds so many bytes once they are free, those who came before first. */
function isFree(memory: Memory, bytes: number): Promise<void> {
  return new Promise((resolve) => {
    memory.waiting.push({ bytes, go: resolve });
    letIn(memory);
  });
}

function giveBack(memory: Memory, bytes: number): void {
  memory.held -= bytes;
  letIn(memory);
}

function letIn(memory: Memory): void {
  for (let [first] = memory.waiting; first !== undefined; [first] = memory.waiting) {
    if (memory.held + first.bytes > MAX_BYTES_IN_MEMORY && memory.held > 0) return;
    memory.held += first.bytes;
    memory.waiting.shift();
    first.go();
  }
}
