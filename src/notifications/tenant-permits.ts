import {
  FULL_RATE,
  permitsAt,
  shareAt,
  slowed,
  TenantRate,
  WINDOW_MS,
  withTaken,
} from '../domain/notices/tenant-rate.ts';
import type { TenantId } from '../domain/shared/ids.ts';
import { partitions } from '../usecases/partitions.ts';
import { ConflictError, create, replace, type Clock, type Documents, type Kind } from '../usecases/ports.ts';

const RatesKind: Kind<TenantRate> = {
  name: 'rate',
  version: 2,
  schema: TenantRate,
  // What was taken a second ago says nothing any more.
  upgrades: { 1: ({ closedUntil }) => ({ ...FULL_RATE, closedUntil }) },
};
const RATE_DOCUMENT = 'rate';

/** A pause for the whole tenant; a longer `Retry-After` is about the one conversation that got it. */
const MOST_PAUSE_MS = 60_000;
/** How long a tenant is left alone after a 429 that names no time. */
const PAUSE_MS = 1_000;
/** A longer wait than for windows: the tenant is closed, and all who come back take their places anew. */
const CLOSED_MS = 1_200;
/** Whoever waits, waits so long that it shows that they have. */
export const LEAST_LINE_MS = 1_050;
/** The most that somebody is put off by those before them: the line is an estimate. */
const LONGEST_LINE_MS = 60_000;

/** One rate a tenant over all instances: permits to send, taken in blocks at an etag. */
export interface TenantPermits {
  /**
   * @param waited whether the asker comes back from the line, and so is not put behind it again
   * @returns 0 with a permit, or how many milliseconds to wait before asking again
   */
  take(tenantId: TenantId, waited: boolean): Promise<number>;
  /** @returns how long somebody who comes for the first time has to wait behind others, as far as is known here; 0: not at all */
  line(tenantId: TenantId, waited: boolean): number;
  /** The tenant answered 429: all instances pause, then go on at half the rate, which recovers slowly. */
  slowDown(tenantId: TenantId, retryAfterMs: number | undefined): Promise<void>;
}

/** Of one tenant, in this process. */
interface Mine {
  /** Permits taken for a window and not used yet. */
  window: number;
  left: number;
  /** When the last of those who wait here will come back, so that each comes back once and not over and over. */
  lineEnds: number;
  /** Part of the configured rate that held when it was last read. */
  share: number;
  /** How many asked in this window, and in the one before: what is taken and not used is lost. */
  asked: number;
  askedBefore: number;
}

/** @param perSecond outgoing requests a second, per tenant */
export function createTenantPermits(documents: Documents, clock: Clock, perSecond: number): TenantPermits {
  const tenants = new Map<TenantId, Mine>();
  const mineOf = (tenantId: TenantId): Mine => {
    const mine = tenants.get(tenantId) ?? {
      window: 0,
      left: 0,
      lineEnds: 0,
      share: 1,
      asked: 0,
      askedBefore: 0,
    };
    tenants.set(tenantId, mine);
    return mine;
  };

  function turnTo(mine: Mine, window: number): void {
    if (mine.window === window) return;
    mine.askedBefore = mine.window === window - 1 ? mine.asked : 0;
    mine.window = window;
    mine.left = 0;
    mine.asked = 0;
  }

  /** What is likely to be used, and at most half of what the window still gives, so that other instances get some as well. */
  async function takeBlock(tenantId: TenantId, mine: Mine, at: number): Promise<number> {
    const partition = partitions.rates(tenantId);
    const stored = await documents.get(RatesKind, partition, RATE_DOCUMENT);
    const rate = stored?.value ?? FULL_RATE;
    mine.share = shareAt(rate, at);
    const { free, waitMs } = permitsAt(rate, perSecond, at);
    if (free <= 0) return waitMs;
    const block = Math.min(Math.ceil(free / 2), Math.max(1, mine.asked, mine.askedBefore));
    const value = withTaken(rate, block, at);
    try {
      await documents.commit(partition, [
        stored === undefined ? create(RatesKind, RATE_DOCUMENT, value) : replace(RatesKind, stored, value),
      ]);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return 1 + Math.floor(Math.random() * 20);
    }
    turnTo(mine, windowOf(clock.now().getTime()));
    if (mine.window === windowOf(at)) mine.left += block;
    return 0;
  }

  /** A place behind those who wait already. */
  function placeInLine(mine: Mine, at: number, waitMs: number): number {
    const ends = Math.max(mine.lineEnds, at + waitMs) + 1_000 / (perSecond * mine.share);
    mine.lineEnds = Math.min(ends, at + LONGEST_LINE_MS);
    return Math.ceil(Math.max(LEAST_LINE_MS, mine.lineEnds - at));
  }

  return {
    line(tenantId, waited) {
      const at = clock.now().getTime();
      const mine = mineOf(tenantId);
      return !waited && mine.lineEnds > at ? placeInLine(mine, at, 0) : 0;
    },
    async take(tenantId, waited) {
      const at = clock.now().getTime();
      const mine = mineOf(tenantId);
      turnTo(mine, windowOf(at));
      mine.asked++;
      if (mine.left > 0) {
        mine.left--;
        return 0;
      }
      const wait = await takeBlock(tenantId, mine, at);
      if (wait > 0) {
        return waited && wait < CLOSED_MS
          ? Math.ceil(wait + Math.random() * Math.max(LEAST_LINE_MS, mine.lineEnds - at))
          : placeInLine(mine, at, wait);
      }
      if (mine.left === 0) return 1;
      mine.left--;
      return 0;
    },
    async slowDown(tenantId, retryAfterMs = PAUSE_MS) {
      const partition = partitions.rates(tenantId);
      const at = clock.now().getTime();
      mineOf(tenantId).left = 0;
      const stored = await documents.get(RatesKind, partition, RATE_DOCUMENT);
      const value = slowed(stored?.value ?? FULL_RATE, Math.min(retryAfterMs, MOST_PAUSE_MS), at);
      await documents
        .commit(partition, [
          stored === undefined ? create(RatesKind, RATE_DOCUMENT, value) : replace(RatesKind, stored, value),
        ])
        .catch((error: unknown) => {
          // Whoever wrote in between has seen the same 429, or will.
          if (!(error instanceof ConflictError)) throw error;
        });
    },
  };
}

function windowOf(at: number): number {
  return Math.floor(at / WINDOW_MS);
}
