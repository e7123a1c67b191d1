import type { Person } from '../../domain/memberships/person.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { statementPrograms } from '../../domain/statements/rights.ts';
import type { Context } from '../context.ts';
import { entriesAt, locationsOf } from '../memberships/locations-of.ts';
import { rightsAt } from '../memberships/rights.ts';

/** A membership whose statements somebody may read. */
export interface StatementMembership {
  readonly location: Location;
  readonly program: Program;
}

type Reading = Pick<Context, 'documents' | 'clock'>;

/** What somebody may read at one location; undefined where they have no right at all. Three reads. */
export async function statementRightsAt(
  { documents, clock }: Reading,
  { personId }: Pick<Person, 'personId'>,
  partnerId: PartnerId,
): Promise<{ readonly rights: Rights; readonly programs: readonly Program[] } | undefined> {
  const now = clock.now();
  const [rights, own] = await Promise.all([
    rightsAt(documents, { personId }, partnerId, now),
    entriesAt(documents, { personId }, partnerId),
  ]);
  return rights && { rights, programs: statementPrograms(own, rights.location, now) };
}

/** Every membership whose statements a person may read, by location, and whether they have a right anywhere. */
export async function statementMemberships(
  { documents, clock }: Reading,
  person: Pick<Person, 'personId' | 'standings'>,
): Promise<{ readonly memberships: readonly StatementMembership[]; readonly at: readonly Rights[] }> {
  const now = clock.now();
  const at = await locationsOf(documents, person, now);
  const found = await Promise.all(
    at.map(async ({ location }) => {
      const own = await entriesAt(documents, person, location.partnerId);
      return statementPrograms(own, location, now).map((program) => ({ location, program }));
    }),
  );
  return { memberships: found.flat(), at };
}
