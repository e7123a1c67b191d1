import type { Day } from '../shared/time.ts';
import { inYear } from './anniversary.ts';

/** Source: "Customer evidence requirement": customer references expire after two years. */
const YEARS = 2;

/** A customer's reference for a location, of a day. */
export interface CustomerReference {
  readonly customerId: string;
  readonly referenceDate: Day;
}

/** Until when a reference counts: the same day two years later. */
export function referenceExpires(referenceDate: Day): Day {
  return inYear(referenceDate, Number(referenceDate.slice(0, 4)) + YEARS);
}

export interface ExpiringReference {
  readonly customerId: string;
  readonly expires: Day;
}

/**
 * References that expire on an anniversary or before it, the first first; of several of one customer the latest counts.
 *
 * @param references in any order
 */
export function expiringBy(
  references: readonly CustomerReference[],
  anniversary: Day,
): readonly ExpiringReference[] {
  const latest = new Map<string, Day>();
  for (const { customerId, referenceDate } of references) {
    const expires = referenceExpires(referenceDate);
    if (expires > (latest.get(customerId) ?? '')) latest.set(customerId, expires);
  }
  return [...latest]
    .map(([customerId, expires]) => ({ customerId, expires }))
    .filter(({ expires }) => expires <= anniversary)
    .sort(
      (one, two) => one.expires.localeCompare(two.expires) || one.customerId.localeCompare(two.customerId),
    );
}
