import type { Location } from '../referrals/location.ts';
import type { Contact } from './contact.ts';
import { isProgramAdmin, rightsOf } from './rights.ts';

/**
 * Who on a roster is a program admin of the location now, one entry a person, in the order of their names.
 *
 * @param roster the location's whole roster; somebody listed by address alone counts, without a personId
 */
export function programAdminsOf(roster: readonly Contact[], location: Location, now: Date): Contact[] {
  const admins = new Map<string, Contact>();
  for (const contact of roster) {
    const rights = rightsOf([contact], location, now);
    if (rights !== undefined && isProgramAdmin(rights))
      admins.set(contact.personId ?? contact.email, contact);
  }
  return [...admins.values()].sort((a, b) => a.name.localeCompare(b.name));
}
