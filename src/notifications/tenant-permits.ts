import {
  FULL_RATE,
  permitsAt,
  shareAt,
  slowed,
  WINDOW_MS,
  withTaken,
} from '../domain/notices/tenant-rate.ts';
import type { TenantId } from '../domain/shared/ids.ts';
import { partitions } from '../usecases/partitions.ts';
import { ConflictError, create, replace, type Clock, type Documents } from '../usecases/ports.ts';
import { RateDocument } from '../usecases/notices/documents.ts';

const RATE_DOCUMENT = 'rate';

/** A pause for the whole tenant; a longer `Retry-After` is about the one conversation that got it. */
const MOST_PAUSE_MS = 60_000;
/** How long a tenant is left alone after a 429 that names no time, or none at all. */
const PAUSE_MS = 1_000;
/** A longer wait than for windows: the tenant is closed, and all who come back take their places anew. */
const CLOSED_MS = 1_200;
/** Whoever waits, waits so long that it shows that they have. */
export const LEAST_LINE_MS = 1_050;
/** How often a block is asked for again when others were quicker. */
const MOST_TRIES = 5;
/** A line moves as fast as this at least, whatever was seen of it: who comes too early costs little, an idle sender much. */
const LEAST_MOVES = 100;
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
  /** There is no room for a call to that tenant: @returns how many milliseconds to wait, behind others who wait */
  putOff(tenantId: TenantId): number;
  /** The tenant answered 429: all instances pause, then go on at half the rate, which recovers slowly. */
  slowDown(tenantId: TenantId, retryAfterMs: number | undefined): Promise<void>;
}

/** Of one tenant, in this process. */
interface Mine {
  /** Permits taken and not used yet; they are good for one window from when they were got, else they would pile up. */
  left: number;
  goodUntil: number;
  /** When the last of those who wait here will come back, so that each comes back once and not over and over. */
  lineEnds: number;
  /** Part of the configured rate that held when it was last read. */
  share: number;
  /** How many asked in this window, and in the one before: what is taken and not used is lost. */
  window: number;
  asked: number;
  askedBefore: number;
  /** A block being taken: whoever asks meanwhile waits for it. */
  taking: Promise<number> | undefined;
  /** Permits used here in this second, and in the one before. */
  second: number;
  used: number;
  usedBefore: number;
}

/** @param perSecond outgoing requests a second, per tenant */
export function createTenantPermits(documents: Documents, clock: Clock, perSecond: number): TenantPermits {
  const tenants = new Map<TenantId, Mine>();
  const mineOf = (tenantId: TenantId): Mine => {
    const mine = tenants.get(tenantId) ?? {
      left: 0,
      goodUntil: 0,
      window: 0,
      lineEnds: 0,
      share: 1,
      asked: 0,
      askedBefore: 0,
      taking: undefined,
      second: 0,
      used: 0,
      usedBefore: 0,
    };
    tenants.set(tenantId, mine);
    return mine;
  };

  function turnTo(mine: Mine, window: number): void {
    if (mine.window === window) return;
    mine.askedBefore = mine.window === window - 1 ? mine.asked : 0;
    mine.window = window;
    mine.asked = 0;
  }

  /** What is likely to be used, and at most half of what the window still gives, so that other instances get some as well. */
  async function takeBlock(tenantId: TenantId, mine: Mine, at: number): Promise<number> {
    const partition = partitions.rates(tenantId);
    const stored = await documents.get(RateDocument, partition, RATE_DOCUMENT);
    const rate = stored?.value ?? FULL_RATE;
    mine.share = shareAt(rate, at);
    const { free, waitMs } = permitsAt(rate, perSecond, at);
    if (free <= 0) return waitMs;
    const block = Math.min(Math.ceil(free / 2), Math.max(1, mine.asked, mine.askedBefore));
    const value = withTaken(rate, block, at);
    try {
      await documents.commit(partition, [
        stored === undefined
          ? create(RateDocument, RATE_DOCUMENT, value)
          : replace(RateDocument, stored, value),
      ]);
    } catch (error) {
      // Another instance has taken some: they are read again.
      if (!(error instanceof ConflictError)) throw error;
      return 0;
    }
    const now = clock.now().getTime();
    mine.left = (now < mine.goodUntil ? mine.left : 0) + block;
    mine.goodUntil = now + WINDOW_MS;
    return 0;
  }

  function use(mine: Mine): boolean {
    if (mine.left === 0 || clock.now().getTime() >= mine.goodUntil) return false;
    mine.left--;
    mine.used++;
    return true;
  }

  function turnToSecond(mine: Mine, second: number): void {
    if (mine.second === second) return;
    mine.usedBefore = mine.second === second - 1 ? mine.used : 0;
    mine.second = second;
    mine.used = 0;
  }

  /** A place behind those who wait already, as fast as the line moves: by the rate, or by what really gets through. */
  function placeInLine(mine: Mine, at: number, waitMs: number): number {
    turnToSecond(mine, Math.floor(at / 1_000));
    const moves = Math.max(LEAST_MOVES, mine.used, mine.usedBefore);
    const ends = Math.max(mine.lineEnds, at + waitMs) + 1_000 / Math.min(perSecond * mine.share, moves);
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
      turnToSecond(mine, Math.floor(at / 1_000));
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const now = clock.now().getTime();
        turnTo(mine, windowOf(now));
        mine.asked++;
        if (use(mine)) return 0;
        mine.taking ??= takeBlock(tenantId, mine, now).finally(() => {
          mine.taking = undefined;
        });
        const wait = await mine.taking;
        if (use(mine)) return 0;
        if (wait === 0) continue;
        return waited && wait < CLOSED_MS
          ? Math.ceil(wait + Math.random() * Math.max(LEAST_LINE_MS, mine.lineEnds - at))
          : placeInLine(mine, at, wait);
      }
      return placeInLine(mine, at, 0);
    },
    putOff: (tenantId) => placeInLine(mineOf(tenantId), clock.now().getTime(), 0),
    async slowDown(tenantId, retryAfterMs) {
      const partition = partitions.rates(tenantId);
      const at = clock.now().getTime();
      mineOf(tenantId).left = 0;
      const stored = await documents.get(RateDocument, partition, RATE_DOCUMENT);
      const pauseMs = retryAfterMs === undefined || retryAfterMs === 0 ? PAUSE_MS : retryAfterMs;
      const value = slowed(stored?.value ?? FULL_RATE, Math.min(pauseMs, MOST_PAUSE_MS), at);
      await documents
        .commit(partition, [
          stored === undefined
            ? create(RateDocument, RATE_DOCUMENT, value)
            : replace(RateDocument, stored, value),
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
