import type { PersonId } from '../../domain/shared/ids.ts';
import type { Queues } from '../decide-again.ts';

/** Files that are in memory at once: four of 10 MB, and what storing them makes of them. */
const LANES = 4;
/** Whoever would wait longer is asked to try again: the chat does not wait for ever either. */
const MOST_WAIT_MS = 10_000;

/**
 * Runs what holds a whole file in memory, few at a time over the process and one at a time for a person.
 *
 * @returns undefined when there was no room in time
 */
export function withRoom<T>(
  queues: Queues,
  personId: PersonId,
  action: () => Promise<T>,
): Promise<T | undefined> {
  const asked = performance.now();
  const lane = Number.parseInt(personId.slice(-2), 16) % LANES;
  return queues.inTurn(`files-in-memory#${lane}`, async () =>
    performance.now() - asked > MOST_WAIT_MS ? undefined : action(),
  );
}
