import type { Blobs } from '../../src/usecases/files/blobs.ts';
import type { Documents } from '../../src/usecases/ports.ts';

/** Ends a use case where a process would have died: at its nth write, before it is done or right after. */
export interface BreakOff {
  /** Writes there were, and whether it broke off at one of them. */
  readonly seen: { writes: number; broke: boolean };
  documents(whole: Documents): Documents;
  blobs(whole: Blobs): Blobs;
}

export class BrokenOff extends Error {}

/** @param at from 0; 2n: before the nth write, 2n + 1: after it */
export function breakOff(at: number): BreakOff {
  const seen = { writes: 0, broke: false };
  const die = (): never => {
    seen.broke = true;
    throw new BrokenOff();
  };
  async function write<T>(doing: () => Promise<T>): Promise<T> {
    const point = 2 * seen.writes++;
    if (seen.broke || point === at) die();
    const done = await doing();
    return point + 1 === at ? die() : done;
  }
  return {
    seen,
    documents: (whole) => ({ ...whole, commit: (...args) => write(() => whole.commit(...args)) }),
    blobs: (whole) => ({
      ...whole,
      put: (...args) => write(() => whole.put(...args)),
      remove: (...args) => write(() => whole.remove(...args)),
    }),
  };
}

/**
 * Does something over and over, each time broken off one step later, until it comes through.
 *
 * @param attempt begins anew each time
 */
export async function atEveryPoint(
  attempt: (broken: BreakOff, at: number) => Promise<void>,
): Promise<number> {
  for (let at = 0; ; at++) {
    const broken = breakOff(at);
    await attempt(broken, at);
    if (!broken.seen.broke) return at;
  }
}

/** Does it, and lets it die of nothing but the break. */
export async function untilBroken(doing: () => Promise<unknown>): Promise<void> {
  try {
    await doing();
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
  }
}
