import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError } from './ports.ts';

/** One line of waiting a partition, within this process: who waits here does not collide in the store. */
export interface Queues {
  inTurn<T>(partition: string, work: () => Promise<T>): Promise<T>;
}

export function createQueues(): Queues {
  const tails = new Map<string, Promise<unknown>>();
  return {
    inTurn<T>(partition: string, work: () => Promise<T>): Promise<T> {
      const before = tails.get(partition) ?? Promise.resolve();
      const mine = before.then(work, work);
      const tail = mine.then(
        () => undefined,
        () => undefined,
      );
      tails.set(partition, tail);
      void tail.then(() => tails.get(partition) === tail && tails.delete(partition));
      return mine;
    },
  };
}

/** How long a decision is tried again before the conflict is a fault: a person waits for it. */
const BUDGET_MS = 2_000;

/**
 * Reads, decides and commits; when another process wrote in between, does all of it again, with jitter, for up to 2 s.
 *
 * @param attempt must read anew each time
 * @throws ConflictError when the time is up
 */
export async function decideAgain<T>(
  queues: Queues,
  partition: string,
  attempt: () => Promise<T>,
): Promise<T> {
  return queues.inTurn(partition, async () => {
    const started = performance.now();
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof ConflictError) || performance.now() - started > BUDGET_MS) throw error;
        await delay(Math.random() * Math.min(100, 5 * 2 ** tries));
      }
    }
  });
}
