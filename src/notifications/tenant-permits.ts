import {
  FULL_RATE,
  permitsAt,
  shareAt,
  slowed,
  WINDOW_MS,
  withTaken,
  type TenantRate,
} from '../domain/notices/tenant-rate.ts';
import type { TenantId } from '../domain/shared/ids.ts';
import { partitions } from '../usecases/partitions.ts';
import {
  ConflictError,
  create,
  replace,
  type Clock,
  type Document,
  type Documents,
} from '../usecases/ports.ts';
import { RateDocument } from '../usecases/notices/documents.ts';
import {
  countAsking,
  LEAST_LINE_MS,
  newLine,
  placeInLine,
  turnToSecond,
  usePermit,
  type TenantLine,
} from './tenant-line.ts';

const RATE_DOCUMENT = 'rate';

/** A pause for the whole tenant; a longer `Retry-After` is about the one conversation that got it. */
const MAX_PAUSE_MS = 60_000;
/** How long a tenant is left alone after a 429 that names no time, or none at all. */
const PAUSE_MS = 1_000;
/** A longer wait than for windows: the tenant is closed, and all who come back take their places anew. */
const CLOSED_MS = 1_200;
/** How often a block is asked for again when others were quicker. */
const MAX_TRIES = 5;

/** One rate a tenant over all instances: permits to send, taken in blocks at an etag. */
export interface TenantPermits {
  /**
   * @param waited whether the asker comes back from the line, and so is not put behind it again
   * @returns 0 with a permit, or how many milliseconds to wait before asking again
   */
  take(tenantId: TenantId, waited: boolean): Promise<number>;
  /** @returns milliseconds that a first request has to wait behind others of this process; 0: none */
  line(tenantId: TenantId, waited: boolean): number;
  /** There is no room for a call to that tenant: @returns how many milliseconds to wait, behind others who wait */
  putOff(tenantId: TenantId): number;
  /** The tenant answered 429: all instances pause, then go on at half the rate, which recovers slowly. */
  slowDown(tenantId: TenantId, retryAfterMs: number | undefined): Promise<void>;
}

/** @param perSecond outgoing requests a second, per tenant */
export function createTenantPermits(documents: Documents, clock: Clock, perSecond: number): TenantPermits {
  const tenants = new Map<TenantId, TenantLine>();
  const lineOf = (tenantId: TenantId): TenantLine => {
    const line = tenants.get(tenantId) ?? newLine();
    tenants.set(tenantId, line);
    return line;
  };
  const nowMs = () => clock.now().getTime();

  return {
    line(tenantId, waited) {
      const at = nowMs();
      const line = lineOf(tenantId);
      return !waited && line.lineEnds > at ? placeInLine(line, perSecond, at, 0) : 0;
    },
    async take(tenantId, waited) {
      const at = nowMs();
      const line = lineOf(tenantId);
      turnToSecond(line, at);
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const now = nowMs();
        countAsking(line, now);
        if (usePermit(line, nowMs())) return 0;
        line.taking ??= takeBlock(documents, nowMs, perSecond, tenantId, line).finally(() => {
          line.taking = undefined;
        });
        const wait = await line.taking;
        if (usePermit(line, nowMs())) return 0;
        if (wait === 0) continue;
        return waited && wait < CLOSED_MS
          ? Math.ceil(wait + Math.random() * Math.max(LEAST_LINE_MS, line.lineEnds - at))
          : placeInLine(line, perSecond, at, wait);
      }
      return placeInLine(line, perSecond, at, 0);
    },
    putOff: (tenantId) => placeInLine(lineOf(tenantId), perSecond, nowMs(), 0),
    async slowDown(tenantId, retryAfterMs) {
      lineOf(tenantId).left = 0;
      await slowAll(documents, tenantId, retryAfterMs, nowMs());
    },
  };
}

/**
 * Takes what is likely to be used, and at most half of what the window still gives, so that other instances get some as well.
 *
 * @returns 0, or how many milliseconds to wait where nothing is left
 */
async function takeBlock(
  documents: Documents,
  nowMs: () => number,
  perSecond: number,
  tenantId: TenantId,
  line: TenantLine,
): Promise<number> {
  const at = nowMs();
  const stored = await documents.get(RateDocument, partitions.rates(tenantId), RATE_DOCUMENT);
  const rate = stored?.value ?? FULL_RATE;
  line.share = shareAt(rate, at);
  const { free, waitMs } = permitsAt(rate, perSecond, at);
  if (free <= 0) return waitMs;
  const block = Math.min(Math.ceil(free / 2), Math.max(1, line.asked, line.askedBefore));
  // Where another instance has taken some meanwhile, they are read again.
  if (!(await isWritten(documents, tenantId, stored, withTaken(rate, block, at)))) return 0;
  const now = nowMs();
  line.left = (now < line.goodUntil ? line.left : 0) + block;
  line.goodUntil = now + WINDOW_MS;
  return 0;
}

async function slowAll(
  documents: Documents,
  tenantId: TenantId,
  retryAfterMs: number | undefined,
  at: number,
): Promise<void> {
  const stored = await documents.get(RateDocument, partitions.rates(tenantId), RATE_DOCUMENT);
  const pauseMs = retryAfterMs === undefined || retryAfterMs === 0 ? PAUSE_MS : retryAfterMs;
  const value = slowed(stored?.value ?? FULL_RATE, Math.min(pauseMs, MAX_PAUSE_MS), at);
  // On a conflict another instance has written the same pause, or will.
  await isWritten(documents, tenantId, stored, value);
}

/** @returns whether the rate was still as read */
async function isWritten(
  documents: Documents,
  tenantId: TenantId,
  stored: Document<TenantRate> | undefined,
  value: TenantRate,
): Promise<boolean> {
  const change =
    stored === undefined ? create(RateDocument, RATE_DOCUMENT, value) : replace(RateDocument, stored, value);
  try {
    await documents.commit(partitions.rates(tenantId), [change]);
    return true;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return false;
  }
}
