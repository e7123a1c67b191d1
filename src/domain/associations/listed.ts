import type { Contact } from '../memberships/contact.ts';
import { isInForce } from '../memberships/rights.ts';
import type { Location } from '../referrals/location.ts';
import type { PersonId } from '../shared/ids.ts';

/**
 * The contacts of a location who are told what concerns all of it: everybody known as a person whose membership is in
 * force, or who is listed without a programme. No role is needed to be told; buttons ask for one.
 *
 * @param contacts the location's roster, or one person's entries there
 */
export function listedAt(contacts: readonly Contact[], location: Location, now: Date): PersonId[] {
  const counting = contacts.filter((contact) => isInForce(contact.program, location, now));
  const people = counting.map(({ personId }) => personId).filter((personId) => personId !== null);
  return [...new Set(people)];
}
