import { isInForce } from '../../domain/memberships/rights.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { GlobalId, PersonId } from '../../domain/shared/ids.ts';
import { PersonDocument } from '../memberships/documents.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { rosterOf } from '../memberships/roster.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { allLocations } from '../referrals/directory.ts';

/** Somebody who is told, and how they read; undefined: they are not known yet. */
export interface Told {
  readonly personId: PersonId;
  readonly person: Person | undefined;
}

/**
 * Everybody with a role in force at a location, once each.
 *
 * @param program in that programme's membership only; undefined: in any
 */
export async function readersAt(
  documents: Documents,
  location: Location,
  program: Program | undefined,
  now: Date,
): Promise<readonly PersonId[]> {
  const roster = await rosterOf(documents, location.partnerId);
  const held = roster.filter(
    (contact) =>
      contact.role !== null &&
      (program === undefined || contact.program === program) &&
      isInForce(contact.program, location, now),
  );
  return [...new Set(held.flatMap(({ personId }) => personId ?? []))];
}

/** Everybody with a role in force at any location of a global account, once each. */
export async function readersOfAccount(
  documents: Documents,
  globalId: GlobalId,
  now: Date,
): Promise<readonly PersonId[]> {
  const found = new Set<PersonId>();
  for (const location of await locationsOfAccount(documents, globalId)) {
    for (const personId of await readersAt(documents, location, undefined, now)) found.add(personId);
  }
  return [...found];
}

export async function locationsOfAccount(documents: Documents, globalId: GlobalId): Promise<Location[]> {
  const ofAccount = [{ field: 'globalId', is: '=', value: globalId }] as const;
  return Array.fromAsync(allLocations(documents, ofAccount), ({ value }) => value);
}

export function knownReaders(documents: Documents, personIds: readonly PersonId[]): Promise<readonly Told[]> {
  return Promise.all(
    personIds.map(async (personId) => {
      const stored = await documents.get(PersonDocument, partitions.person(personId), PERSON_DOCUMENT);
      return { personId, person: stored?.value };
    }),
  );
}
