import { countCall, type CallRate } from '../../domain/agents/call-rate.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import type { Clock } from '../ports.ts';

/** People kept in mind; a process that sees more forgets those who searched first. */
const MAX_PEOPLE = 10_000;

/**
 * Whether somebody may search once more: as often as an agent may call in their name. Clients ask with every letter typed, so
 * it is counted in this process only, and nothing is written for it.
 */
export function createSearchRate(clock: Clock): (personId: PersonId) => boolean {
  const rates = new Map<PersonId, CallRate>();
  return (personId) => {
    const counted = countCall(rates.get(personId) ?? { calls: [] }, clock.now());
    if (!counted.ok) return false;
    rates.delete(personId);
    rates.set(personId, counted.value);
    const [first] = rates.keys();
    if (rates.size > MAX_PEOPLE && first !== undefined) rates.delete(first);
    return true;
  };
}
