import type { JobRun } from './jobs.ts';

/** Attempts after which a job rests on the dead list. */
export const MAX_ATTEMPTS = 10;

/** Whether a job that fails now is dead: what can be done without the thing that fails is done then. */
export function isLastAttempt({ job }: JobRun): boolean {
  return job.value.attempts + 1 >= MAX_ATTEMPTS;
}

const BASE_MS = 500;
const CAP_MS = 15 * 60_000;

/**
 * How long to wait before the next attempt: exponential with full jitter, from half a second to a quarter of an hour.
 *
 * @param attempts failed so far, at least 1
 * @param random 0 up to, not including, 1
 */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  const most = Math.min(CAP_MS, BASE_MS * 2 ** attempts);
  return Math.ceil(BASE_MS + random() * (most - BASE_MS));
}
