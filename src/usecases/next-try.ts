import type { JobOutcome, JobRun } from './jobs.ts';

const LEAST_MS = 5_000;
const MOST_MS = 3_600_000;
/** After which somebody has to look: the job rests on the dead list. */
const GIVE_UP_MS = 3 * 86_400_000;

/** Another system has not taken something for days. */
export class GivenUp extends Error {
  readonly code = 'given-up';
}

/**
 * When to try again what another system does not take now: after as long as it has been waiting already, from five seconds to
 * an hour, the last half of it at random, so that a system that comes back is not asked by all at once. An outage of hours
 * costs no attempts, and needs nobody.
 *
 * @param afterMs what the other system asks for at least, in milliseconds
 * @throws GivenUp after three days
 */
export function nextTry(
  { job }: JobRun,
  now: Date,
  afterMs = 0,
  random: () => number = Math.random,
): JobOutcome {
  const waited = now.getTime() - job.value.dueSince.getTime();
  if (waited > GIVE_UP_MS) throw new GivenUp(`not taken for ${Math.floor(waited / 3_600_000)} hours`);
  const wait = Math.min(MOST_MS, Math.max(LEAST_MS, waited));
  return { again: new Date(now.getTime() + Math.max(afterMs, wait * (0.5 + random() / 2))), is: 'late' };
}
