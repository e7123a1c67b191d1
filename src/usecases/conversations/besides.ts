import { ConflictError, StoreUnavailable } from '../ports.ts';

/**
 * Keeps something besides an answer that has been given: an answer is no less of one without it, so that a store that does not
 * answer, or another turn that writes at the same time, brings no apology.
 */
export async function keepBesides(keeping: () => Promise<unknown>): Promise<void> {
  try {
    await keeping();
  } catch (error) {
    if (!(error instanceof ConflictError || error instanceof StoreUnavailable)) throw error;
  }
}
