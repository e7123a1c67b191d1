import { isBusy } from './sqlite-errors.ts';
import type { Session } from './sqlite-session.ts';

/** Whoever has written within this time may write again. */
const LATELY_MS = 1_000;

/** @returns tells whether another connection to the file has committed lately, or holds it locked. Costs no read of the disk. */
export function companyOn(session: Session): () => boolean {
  let version: unknown;
  let heardAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    const last = version;
    try {
      // It changes with every commit of another connection, and with none of this one.
      version = session.first('PRAGMA data_version')?.['data_version'];
      if (last !== undefined && version !== last) heardAt = now;
    } catch (error) {
      if (!isBusy(error)) throw error;
      heardAt = now;
    }
    return now - heardAt < LATELY_MS;
  };
}
