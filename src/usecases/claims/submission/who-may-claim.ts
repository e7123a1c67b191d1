import type { Person } from '../../../domain/memberships/person.ts';
import type { Context } from '../../context.ts';
import { locationsOf } from '../../memberships/locations-of.ts';
import { rosterOf } from '../../memberships/roster.ts';

const MAX_LOCATIONS = 2;
const MAX_NAMES = 3;

/** Why somebody cannot claim, and who could: only to somebody with a role there. */
export interface WhoMayClaim {
  /** They have a role somewhere, but none for incentives. */
  readonly hasRole: boolean;
  /** At most three, who hold an incentive role where the person has another. */
  readonly names: readonly string[];
}

export async function whoMayClaim(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
): Promise<WhoMayClaim> {
  const at = await locationsOf(documents, person, clock.now());
  const rosters = await Promise.all(
    at.slice(0, MAX_LOCATIONS).map(({ location }) => rosterOf(documents, location.partnerId)),
  );
  const names = rosters
    .flat()
    .filter(({ incentiveRole, name }) => incentiveRole !== null && name !== '')
    .map(({ name }) => name);
  return { hasRole: at.length > 0, names: [...new Set(names)].slice(0, MAX_NAMES) };
}
