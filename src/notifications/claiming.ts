import type { JobRun } from '../usecases/jobs.ts';
import { ConflictError, type Documents } from '../usecases/ports.ts';

/** Somebody else has the lane by now, or it is gone: this run of it writes and sends nothing more. */
export class LaneLost extends Error {
  readonly code = 'lane-lost';
}

/**
 * Documents whose first commit beside the lane's job claims it: nothing is written of a lane that is not held, and whatever
 * is written first says that it is. One that ends the job needs no claim, since it names the etag as well.
 *
 * @throws LaneLost from a commit beside the job
 */
export function claiming(documents: Documents, run: JobRun): Documents {
  const { claim } = run;
  if (claim === undefined) return documents;
  return {
    ...documents,
    async commit(partition, changes) {
      const { job } = run;
      const isBeside = partition === job.partition && changes.every(({ id }) => id !== job.id);
      const { change } = claim;
      if (change === undefined || !isBeside) return documents.commit(partition, changes);
      if (claim.isLost()) throw new LaneLost();
      try {
        const etags = await documents.commit(partition, [...changes, change]);
        claim.held(etags.at(-1) ?? '');
        return etags.slice(0, -1);
      } catch (error) {
        if (error instanceof ConflictError && !(await claim.lookAgain())) throw new LaneLost();
        throw error;
      }
    },
  };
}
