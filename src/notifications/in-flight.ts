import type { TenantId } from '../domain/shared/ids.ts';

/** How many calls of one tenant may be under way at once, so that one that hangs takes nobody else's place. */
export interface InFlight {
  /** @returns what to call when it is over; undefined: there is no room now */
  enter(tenantId: TenantId): (() => void) | undefined;
  isFull(tenantId: TenantId): boolean;
}

/** @param most of one tenant, in this process */
export function createInFlight(most: number): InFlight {
  const counts = new Map<TenantId, number>();
  return {
    isFull: (tenantId) => (counts.get(tenantId) ?? 0) >= most,
    enter(tenantId) {
      const count = counts.get(tenantId) ?? 0;
      if (count >= most) return undefined;
      counts.set(tenantId, count + 1);
      return () => {
        const left = (counts.get(tenantId) ?? 1) - 1;
        if (left === 0) counts.delete(tenantId);
        else counts.set(tenantId, left);
      };
    },
  };
}
