/** Nothing is ever sent again sooner. */
const BASE_MS = 500;
/** After an outage all have come through within minutes of its end. */
const CAP_MS = 120_000;

/**
 * Decorrelated jitter: each wait is drawn between the base and three times the one before, so that those who failed together
 * do not come back together. Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
 *
 * @param before the last wait in milliseconds, 0 for the first
 * @param random 0 up to, not including, 1
 */
export function nextWaitMs(before: number, random: () => number = Math.random): number {
  const most = Math.max(BASE_MS, before) * 3;
  return Math.min(CAP_MS, Math.ceil(BASE_MS + random() * (most - BASE_MS)));
}

/**
 * How long to wait after a failed call: as long as was asked for, and never less than {@link nextWaitMs} where less was asked
 * for than makes sense (`Retry-After: 0`), or nothing.
 *
 * @param askedMs what the answer asks for; undefined: nothing
 * @param before as for {@link nextWaitMs}
 * @returns the wait, and the one from which the next is drawn: one that was asked for says nothing of it
 */
export function waitAfter(
  askedMs: number | undefined,
  before: number,
  random?: () => number,
): { readonly waitMs: number; readonly waitedMs: number } {
  if (askedMs !== undefined && askedMs >= BASE_MS) return { waitMs: askedMs, waitedMs: before };
  const waitedMs = nextWaitMs(before, random);
  return { waitMs: waitedMs, waitedMs };
}
