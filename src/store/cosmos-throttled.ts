import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { bounded, retryAfterMs } from '../domain/shared/retry-after.ts';
import { codeOf } from './cosmos-errors.ts';

/** How long an operation waits for an account that throttles, in all; then somebody else decides when to come back. */
const MAX_WAIT_MS = 5_000;
/** Where the account names no time, or none at all. */
const PAUSE_MS = 50;
const JITTER_MS = 100;
const TOO_MANY_REQUESTS = 429;

const Answered = z.object({ headers: z.record(z.string(), z.unknown()) });
const Header = z.union([z.string(), z.number()]).optional().catch(undefined);

/**
 * Does an operation again while the account answers 429, never sooner than it asks. The SDK's own repeating is off: it
 * repeats at once where no time is named, and waits out a time that nobody waits for.
 *
 * @throws what the operation throws, once there is no time left to wait for
 */
export async function whileThrottled<T>(operation: () => Promise<T>): Promise<T> {
  for (let waited = 0, tries = 0; ; tries++) {
    try {
      return await operation();
    } catch (error) {
      if (codeOf(error) !== TOO_MANY_REQUESTS) throw error;
      const wait = pauseBefore(error, tries);
      waited += wait;
      if (waited > MAX_WAIT_MS) throw error;
      await delay(wait);
    }
  }
}

/**
 * @param tries how often it was sent again already
 * @returns milliseconds before the same may be sent again: what the error's answer asks for, and some at least
 */
export function pauseBefore(error: unknown, tries: number): number {
  return Math.max(askedMs(error) ?? 0, (PAUSE_MS + Math.random() * JITTER_MS) * 2 ** tries);
}

/** Azure's own header in milliseconds, or the one of HTTP. The SDK wraps a batch's error in another. */
function askedMs(error: unknown): number | undefined {
  const answered = Answered.safeParse(error);
  if (!answered.success) {
    return error instanceof Error && error.cause !== undefined ? askedMs(error.cause) : undefined;
  }
  const header = (name: string) => Header.parse(answered.data.headers[name]);
  const own = Number(header('x-ms-retry-after-ms') ?? Number.NaN);
  if (!Number.isNaN(own)) return bounded(own);
  return retryAfterMs({ 'retry-after': header('retry-after'), date: header('date') }, new Date());
}
