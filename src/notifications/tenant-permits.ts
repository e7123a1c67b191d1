import { z } from 'zod';
import type { TenantId } from '../domain/shared/ids.ts';
import { partitions } from '../usecases/partitions.ts';
import { ConflictError, create, replace, type Clock, type Documents, type Kind } from '../usecases/ports.ts';

/** Permits are taken for windows this short, so that over the edge of two no second sees much more than the rate. */
const WINDOW_MS = 250;

const RatesKind: Kind<{ window: number; taken: number; closedUntil: number }> = {
  name: 'rate',
  version: 1,
  schema: z.object({
    /** Number of the window since the epoch. */
    window: z.number().int(),
    taken: z.number().int(),
    /** Epoch milliseconds; after a 429 the whole tenant waits. */
    closedUntil: z.number().int(),
  }),
};
const RATE_DOCUMENT = 'rate';

/** One rate a tenant over all instances: permits to send, taken in blocks at an etag. */
export interface TenantPermits {
  /** @returns 0 with a permit, or how many milliseconds to wait before asking again */
  take(tenantId: TenantId): Promise<number>;
  /** The tenant asked to slow down: nobody sends there for so long. */
  close(tenantId: TenantId, ms: number): Promise<void>;
}

/** @param perSecond outgoing requests a second, per tenant */
export function createTenantPermits(documents: Documents, clock: Clock, perSecond: number): TenantPermits {
  const perWindow = Math.max(1, Math.floor((perSecond * WINDOW_MS) / 1_000));
  const block = Math.max(1, Math.ceil(perWindow / 2));
  const mine = new Map<TenantId, { readonly window: number; left: number }>();

  async function takeBlock(tenantId: TenantId, now: number): Promise<number> {
    const window = Math.floor(now / WINDOW_MS);
    const partition = partitions.rates(tenantId);
    const stored = await documents.get(RatesKind, partition, RATE_DOCUMENT);
    const { closedUntil = 0 } = stored?.value ?? {};
    if (closedUntil > now) return closedUntil - now;
    const taken = stored?.value.window === window ? stored.value.taken : 0;
    const got = Math.min(block, perWindow - taken);
    if (got <= 0) return (window + 1) * WINDOW_MS - now;
    const value = { window, taken: taken + got, closedUntil };
    try {
      await documents.commit(partition, [
        stored === undefined ? create(RatesKind, RATE_DOCUMENT, value) : replace(RatesKind, stored, value),
      ]);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return 1 + Math.floor(Math.random() * 20);
    }
    mine.set(tenantId, { window, left: got });
    return 0;
  }

  return {
    async take(tenantId) {
      const now = clock.now().getTime();
      const have = () => {
        const held = mine.get(tenantId);
        if (held === undefined || held.window !== Math.floor(now / WINDOW_MS) || held.left === 0)
          return false;
        held.left--;
        return true;
      };
      if (have()) return 0;
      const wait = await takeBlock(tenantId, now);
      return wait > 0 ? wait : have() ? 0 : 1;
    },
    async close(tenantId, ms) {
      const partition = partitions.rates(tenantId);
      const until = clock.now().getTime() + ms;
      mine.delete(tenantId);
      const stored = await documents.get(RatesKind, partition, RATE_DOCUMENT);
      if ((stored?.value.closedUntil ?? 0) >= until) return;
      const value = { window: 0, taken: 0, ...stored?.value, closedUntil: until };
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
