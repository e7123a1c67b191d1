import type { Person } from '../../../domain/memberships/person.ts';
import type { Location } from '../../../domain/referrals/location.ts';
import { locationsOf } from '../../memberships/locations-of.ts';
import type { Documents } from '../../ports.ts';

/** The locations for which a person may claim: an incentive role there. */
export async function claimingLocations(
  documents: Documents,
  person: Pick<Person, 'personId' | 'standings'>,
  now: Date,
): Promise<readonly Location[]> {
  const rights = await locationsOf(documents, person, now);
  return rights.flatMap(({ incentiveRole, location }) => (incentiveRole === null ? [] : [location]));
}
