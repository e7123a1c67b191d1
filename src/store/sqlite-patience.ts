import { setTimeout as delay } from 'node:timers/promises';
import { explained, isBusy } from './sqlite-errors.ts';

/** A lock that another process holds for longer is not waited for. */
const GIVE_UP_MS = 5_000;
const PAUSE_MS = 5;
const JITTER_MS = 20;
/** A lock that nobody has met for so long is over: the next one is another. */
const OVER_MS = 6_000;

/**
 * How long a lock of another process is waited for, by all of this process together: whoever meets it when the others have
 * given up gives up at once, so that those who come one after the other do not wait one after the other.
 */
export interface Patience {
  /**
   * Runs what may find the file locked, again and again, with the event loop free in between.
   *
   * @param what what could not be done, as the start of the message
   * @throws StoreUnavailable when it stays locked, or the disk cannot be written or read
   */
  whileBusy<T>(what: string, action: () => T): Promise<T>;
  /** The file was found locked. @returns whether it has been so for longer than anybody waits */
  met(): boolean;
  /** It was found free. */
  over(): void;
}

export function createPatience(giveUpMs = GIVE_UP_MS): Patience {
  let lock: { readonly since: number; readonly metAt: number } | undefined;

  function met(): boolean {
    const now = performance.now();
    const since = lock === undefined || now - lock.metAt > OVER_MS ? now : lock.since;
    lock = { since, metAt: now };
    return now - since >= giveUpMs;
  }

  function over(): void {
    lock = undefined;
  }

  return {
    met,
    over,
    async whileBusy(what, action) {
      for (;;) {
        try {
          const result = action();
          over();
          return result;
        } catch (error) {
          if (!isBusy(error) || met()) throw explained(error, what);
        }
        await delay(PAUSE_MS + Math.random() * JITTER_MS);
      }
    },
  };
}
