import type { Etag } from '../usecases/ports.ts';
import type { CheckedWrite } from './document-limits.ts';
import { commitGroup, type Waiting, type Writing } from './sqlite-group.ts';

/** Commits of this process, those asked for at about the same time made durable together. */
export interface Commits {
  /** @throws ConflictError, StoreUnavailable */
  commit(partition: string, writes: readonly CheckedWrite[]): Promise<readonly Etag[]>;
  /** Waits until nothing is left to be written. */
  idle(): Promise<void>;
}

interface Asked extends Waiting {
  readonly resolve: (etags: readonly Etag[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Writes what was asked for in one turn of the event loop in one transaction, each commit still all or none and with its
 * own preconditions: making it durable costs more than the writes in it. Since a group waits for the event loop to turn,
 * jobs that do nothing but commit never keep requests waiting.
 */
export function createCommits(writing: Writing): Commits {
  let waiting: Asked[] = [];
  let work: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      await new Promise(setImmediate);
      const { outcomes } = await commitGroup(writing, waiting);
      const done = waiting.slice(0, outcomes.length);
      waiting = waiting.slice(outcomes.length);
      for (const [at, outcome] of outcomes.entries()) {
        if (outcome.ok) done[at]?.resolve(outcome.etags);
        else done[at]?.reject(outcome.error);
      }
    }
    work = undefined;
  }

  return {
    commit: (partition, writes) =>
      new Promise((resolve, reject) => {
        waiting.push({ index: 0, partition, writes, resolve, reject });
        work ??= writeAll();
      }),
    idle: () => work ?? Promise.resolve(),
  };
}
