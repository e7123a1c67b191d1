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
