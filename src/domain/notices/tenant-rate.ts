import { z } from 'zod';

/** Permits are taken for windows this short, so that what was taken is used at once or not at all. */
export const WINDOW_MS = 100;
/** These windows together never hold more than a second may: what leaves within a second may arrive within less. */
const WINDOWS_A_SECOND = 13;
/** The most that one window gives, as a part of a second's: what waited does not leave in one go. */
const WINDOW_SHARE = 4;

/** After a 429 the rate is halved, to no less than this part of what is configured. */
const LEAST_SHARE = 1 / 20;
/** It grows back by this part of what is configured each second, so that it is whole again after half a minute at most. */
const RECOVERY_A_SECOND = 1 / 30;
/** 429s this close together are of one overload: what was under way when it began. */
const EPISODE_MS = 1_000;

/** What a tenant has been sent lately, and how far it has asked to slow down. */
export const TenantRate = z.object({
  /** Permits given by window since the epoch, ascending; of the last second. */
  taken: z.array(z.object({ window: z.number().int(), count: z.number().int() })),
  /** Epoch milliseconds; until then nobody sends there. */
  closedUntil: z.number().int(),
  /** Of what is configured, 0 to 1, at `slowedAt`; since then it has grown. */
  share: z.number(),
  slowedAt: z.number().int(),
});
export type TenantRate = z.infer<typeof TenantRate>;

export const FULL_RATE: TenantRate = { taken: [], closedUntil: 0, share: 1, slowedAt: 0 };

/** Additive increase: the part of the configured rate that holds now. */
export function shareAt({ share, slowedAt, closedUntil }: TenantRate, at: number): number {
  const seconds = Math.max(0, at - Math.max(slowedAt, closedUntil)) / 1_000;
  return Math.min(1, share + seconds * RECOVERY_A_SECOND);
}

/**
 * What may be taken in the window of an instant.
 *
 * @param perSecond as configured
 * @returns `free` permits, or how many milliseconds to wait for some
 */
export function permitsAt(
  rate: TenantRate,
  perSecond: number,
  at: number,
): { readonly free: number; readonly waitMs: number } {
  if (rate.closedUntil > at) return { free: 0, waitMs: rate.closedUntil - at };
  const most = Math.max(1, Math.floor(perSecond * shareAt(rate, at)));
  const window = Math.floor(at / WINDOW_MS);
  const recent = recentWindows(rate, window);
  const second = recent.reduce((sum, { count }) => sum + count, 0);
  const now = recent.find((entry) => entry.window === window)?.count ?? 0;
  const free = Math.min(Math.ceil(most / WINDOW_SHARE) - now, most - second);
  if (free > 0) return { free, waitMs: 0 };
  const [oldest] = recent;
  const next = second < most || oldest === undefined ? window + 1 : oldest.window + WINDOWS_A_SECOND;
  return { free: 0, waitMs: next * WINDOW_MS - at };
}

export function withTaken(rate: TenantRate, count: number, at: number): TenantRate {
  const window = Math.floor(at / WINDOW_MS);
  const recent = recentWindows(rate, window);
  const now = recent.find((entry) => entry.window === window)?.count ?? 0;
  const before = recent.filter((entry) => entry.window !== window);
  return { ...rate, taken: [...before, { window, count: now + count }] };
}

/** Multiplicative decrease, once an overload: the rate halves, and the tenant is left alone for a while. */
export function slowed(rate: TenantRate, pauseMs: number, at: number): TenantRate {
  const closedUntil = Math.max(rate.closedUntil, at + pauseMs);
  if (at < rate.slowedAt + EPISODE_MS || rate.closedUntil > at) return { ...rate, closedUntil };
  return { ...rate, closedUntil, share: Math.max(LEAST_SHARE, shareAt(rate, at) / 2), slowedAt: at };
}

function recentWindows({ taken }: TenantRate, window: number): TenantRate['taken'] {
  return taken.filter((entry) => entry.window > window - WINDOWS_A_SECOND);
}
