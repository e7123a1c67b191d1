import { z } from 'zod';
import { ok, refuse, type Result } from '../shared/result.ts';

/** Calls that agents may make in one person's name within {@link WINDOW_MS}. */
export const MAX_CALLS = 60;
export const WINDOW_MS = 60_000;

/** When the latest calls came, in milliseconds since 1970, the oldest first. */
export const CallRate = z.object({ calls: z.array(z.number().int()) });
export type CallRate = z.infer<typeof CallRate>;

/** @returns with this call counted, or after how many whole seconds the next one may come */
export function countCall(
  { calls }: CallRate,
  now: Date,
): Result<CallRate, { readonly code: 'too-many'; readonly retryAfterSeconds: number }> {
  const at = now.getTime();
  const recent = calls.filter((call) => at - call < WINDOW_MS);
  const oldest = recent[recent.length - MAX_CALLS];
  if (oldest === undefined) return ok({ calls: [...recent, at] });
  return refuse({
    code: 'too-many',
    retryAfterSeconds: Math.max(1, Math.ceil((oldest + WINDOW_MS - at) / 1_000)),
  });
}
