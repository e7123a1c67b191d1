import type { DelegationRow } from '../portfolio/delegations.ts';
import type { CustomerId } from '../shared/ids.ts';
import { daysAfter, type Day } from '../shared/time.ts';

/** A granular admin relationship as Microsoft Graph has it. */
export interface RelationshipFacts {
  readonly customerId: CustomerId;
  /** Whether it holds now; one that was only asked for, or approved, does not yet. */
  readonly state: 'active' | 'ended' | 'not-yet';
  /** When it became active; `null`: it did not. */
  readonly since: Day | null;
  /** Its last day. */
  readonly ends: Day | null;
}

/**
 * How a location's granular delegation at a customer stands after a change of one relationship; there may be several, and the
 * one that lasts longest is the one that is shown. The end of one that is not shown changes nothing.
 *
 * @param stored its row as it is kept; undefined: none
 * @param today the day on which one that was terminated counts as ended
 * @returns the days to keep; undefined where nothing changes
 */
export function takeRelationship(
  stored: Pick<DelegationRow, 'since' | 'expires'> | undefined,
  { state, since, ends }: RelationshipFacts,
  today: Day,
): Pick<DelegationRow, 'since' | 'expires'> | undefined {
  if (state === 'not-yet' || since === null) return undefined;
  if (state === 'ended') {
    if (stored === undefined || stored.since.slice(0, 10) !== since) return undefined;
    const ended = ends !== null && ends < today ? ends : daysAfter(today, -1);
    return isBefore(stored.expires, ended) ? undefined : { since: stored.since, expires: ended };
  }
  const next = { since, expires: ends ?? '' };
  if (stored === undefined) return next;
  if (stored.since.slice(0, 10) === since) return stored.expires === next.expires ? undefined : next;
  return isBefore(stored.expires, next.expires) ? next : undefined;
}

/** Whether one end comes before another; none at all is the latest. */
function isBefore(one: string, two: string): boolean {
  if (one === '') return false;
  return two === '' || one.slice(0, 10) < two.slice(0, 10);
}
