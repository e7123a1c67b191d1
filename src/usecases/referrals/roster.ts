import type { Contact } from '../../domain/memberships/contact.ts';
import { rightsOf, type Rights } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { AadObjectId, PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { rosterOf } from '../memberships/roster.ts';
import type { Documents } from '../ports.ts';
import { findLocation } from './directory.ts';

/** Somebody known by their Entra id who has a right at a location now. */
export interface Colleague {
  readonly personId: PersonId;
  readonly aadObjectId: AadObjectId;
  readonly name: string;
  readonly rights: Rights;
}

export interface Roster {
  readonly location: Location;
  /** By name. */
  readonly people: readonly Colleague[];
}

/** Everybody who has a right at a location now. Two reads. */
export async function rosterAt(
  documents: Documents,
  partnerId: PartnerId,
  now: Date,
): Promise<Roster | undefined> {
  const [location, contacts] = await Promise.all([
    findLocation(documents, partnerId),
    rosterOf(documents, partnerId),
  ]);
  return location && { location: location.value, people: colleaguesOf(contacts, location.value, now) };
}

/** Those of a location's roster who have a right there now, by name. */
export function colleaguesOf(contacts: readonly Contact[], location: Location, now: Date): Colleague[] {
  const bound = contacts.filter((contact) => contact.personId !== null);
  const people = [...Map.groupBy(bound, ({ personId }) => personId)];
  return people
    .flatMap(([personId, entries]): Colleague[] => {
      const rights = rightsOf(entries, location, now);
      const aadObjectId = entries.find((entry) => entry.aadObjectId !== null)?.aadObjectId;
      if (personId === null || rights === undefined || !aadObjectId) return [];
      const name = entries.find((entry) => entry.name !== '')?.name ?? '';
      return [{ personId, aadObjectId, name, rights }];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}
