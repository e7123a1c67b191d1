import type { Person } from '../../domain/memberships/person.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { statementPrograms } from '../../domain/statements/rights.ts';
import type { Context } from '../context.ts';
import { locationsOf } from '../memberships/locations-of.ts';
import { rightsAt } from '../memberships/rights.ts';

/** A membership whose statements somebody may read. */
export interface StatementMembership {
  readonly location: Location;
  readonly program: Program;
}

type Reading = Pick<Context, 'documents' | 'clock'>;

/** What somebody may read at one location; undefined where they have no right at all. Two reads. */
export async function statementRightsAt(
  { documents, clock }: Reading,
  { personId }: Pick<Person, 'personId'>,
  partnerId: PartnerId,
): Promise<{ readonly rights: Rights; readonly programs: readonly Program[] } | undefined> {
  const rights = await rightsAt(documents, { personId }, partnerId, clock.now());
  return rights && { rights, programs: statementPrograms(rights) };
}

/** Every membership whose statements a person may read, by location, and whether they have a right anywhere. */
export async function statementMemberships(
  { documents, clock }: Reading,
  person: Pick<Person, 'personId' | 'standings'>,
): Promise<{ readonly memberships: readonly StatementMembership[]; readonly at: readonly Rights[] }> {
  const at = await locationsOf(documents, person, clock.now());
  const memberships = at.flatMap((rights) =>
    statementPrograms(rights).map((program) => ({ location: rights.location, program })),
  );
  return { memberships, at };
}
