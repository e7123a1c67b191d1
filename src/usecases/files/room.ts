import type { PersonId } from '../../domain/shared/ids.ts';
import type { Queues } from '../decide-again.ts';

/** Files that are in memory at once: four of 10 MB, and what storing them makes of them. */
const LANES = 4;
/** Whoever would wait longer is told so at once and asked to try again: Teams waits for an answer for 15 s. */
const MAX_WAIT_MS = 5_000;

/**
 * Runs what holds a whole file in memory, few at a time over the process and one at a time for a person.
 *
 * @returns undefined when there was no room in time; nothing is run then, also not later
 */
export function withRoom<T>(
  queues: Queues,
  personId: PersonId,
  action: () => Promise<T>,
): Promise<T | undefined> {
  const lane = Number.parseInt(personId.slice(-2), 16) % LANES;
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      resolve(undefined);
    }, MAX_WAIT_MS);
    const turn = queues.inTurn(`files-in-memory#${lane}`, async () => {
      clearTimeout(timer);
      return isLate ? undefined : action();
    });
    turn.then(resolve, reject);
  });
}
