import type { Contact } from '../memberships/contact.ts';
import { isInForce } from '../memberships/rights.ts';
import { covers } from '../memberships/role.ts';
import type { Location } from '../referrals/location.ts';
import { PROGRAMS, type Program } from '../shared/catalogue.ts';

/**
 * The memberships of a location whose statements somebody may read: those in which they are statement admin or program
 * admin. A role in another membership, an incentive role or being the payment contact gives nothing. Source: programme
 * membership roles, "functions by role".
 *
 * @param contacts the person's entries on that location's roster
 */
export function statementPrograms(
  contacts: readonly Contact[],
  location: Location,
  now: Date,
): readonly Program[] {
  const held = new Set(
    contacts
      .filter(({ role }) => covers(role, 'statement-admin'))
      .filter(({ program }) => isInForce(program, location, now))
      .flatMap(({ program }) => program ?? []),
  );
  return PROGRAMS.filter((program) => held.has(program));
}
