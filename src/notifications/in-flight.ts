import type { TenantId } from '../domain/shared/ids.ts';

/** Calls that this process has under way: so many at most, and of one tenant so many that others find room beside them. */
export interface InFlight {
  /**
   * Waits for room, but for no longer than a moment, and only where calls to that tenant come back.
   * @returns what to call when it is over; undefined: there is no room now
   */
  enter(tenantId: TenantId): Promise<(() => void) | undefined>;
  isFull(tenantId: TenantId): boolean;
  /** There is no room, and none is to be expected within a moment. */
  isStuck(tenantId: TenantId): boolean;
  /** Of all tenants. */
  count(): number;
  /** Calls this whenever one more is under way. */
  onLeave(look: () => void): void;
}

/** As long as answers come, room comes with them, and waiting for it costs less than being put off. */
const MOMENT_MS = 1_000;

interface Tenant {
  count: number;
  /** When a call last came back, by the monotonic clock. */
  answeredAt: number;
}

interface Waiting {
  readonly tenantId: TenantId;
  readonly go: () => void;
}

/**
 * A tenant may have as many as are still free: one alone gets half, a second one whose calls hang as well half of the rest,
 * and something is left for the next. Source: A. Choudhury and E. Hahne, "Dynamic queue length thresholds for shared-memory
 * packet switches", IEEE/ACM Transactions on Networking 6(2), 1998.
 *
 * @param most of all tenants, in this process
 */
export function createInFlight(most: number): InFlight {
  const tenants = new Map<TenantId, Tenant>();
  const queue = new Set<Waiting>();
  let total = 0;
  let left: () => void = () => undefined;
  const isFull = (tenantId: TenantId) => (tenants.get(tenantId)?.count ?? 0) >= most - total;

  function isStuck(tenantId: TenantId): boolean {
    const answeredAt = tenants.get(tenantId)?.answeredAt ?? Number.NEGATIVE_INFINITY;
    return isFull(tenantId) && performance.now() - answeredAt > MOMENT_MS;
  }

  function begin(tenantId: TenantId): () => void {
    const tenant = tenants.get(tenantId) ?? { count: 0, answeredAt: performance.now() };
    tenants.set(tenantId, tenant);
    tenant.count++;
    total++;
    left();
    return () => {
      tenant.count--;
      total--;
      tenant.answeredAt = performance.now();
      if (tenant.count === 0) tenants.delete(tenantId);
      for (const waiting of queue) if (!isFull(waiting.tenantId)) return waiting.go();
    };
  }

  return {
    isFull,
    isStuck,
    count: () => total,
    onLeave(look) {
      left = look;
    },
    enter(tenantId) {
      if (!isFull(tenantId)) return Promise.resolve(begin(tenantId));
      if (isStuck(tenantId)) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const waiting: Waiting = { tenantId, go: () => end(begin(tenantId)) };
        const timer = setTimeout(() => end(undefined), MOMENT_MS);
        const end = (entered: (() => void) | undefined) => {
          clearTimeout(timer);
          queue.delete(waiting);
          resolve(entered);
        };
        queue.add(waiting);
      });
    },
  };
}
