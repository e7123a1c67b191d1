import type { Contact } from '../../domain/memberships/contact.ts';
import { rightsOf, type Rights } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { AadObjectId, PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { LocationKind } from '../kinds.ts';
import { rosterOf } from '../memberships/roster.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

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
  const [location, entries] = await Promise.all([
    documents.get(LocationKind, partitions.directory, partnerId),
    rosterOf(documents, partnerId),
  ]);
  if (location === undefined) return undefined;
  const byPerson = new Map<PersonId, Contact[]>();
  for (const entry of entries) {
    if (entry.personId === null) continue;
    byPerson.set(entry.personId, [...(byPerson.get(entry.personId) ?? []), entry]);
  }
  const people = [...byPerson].flatMap(([personId, contacts]): Colleague[] => {
    const rights = rightsOf(contacts, location.value, now);
    const aadObjectId = contacts.find((contact) => contact.aadObjectId !== null)?.aadObjectId;
    if (rights === undefined || aadObjectId === undefined || aadObjectId === null) return [];
    const name = contacts.find((contact) => contact.name !== '')?.name ?? '';
    return [{ personId, aadObjectId, name, rights }];
  });
  return { location: location.value, people: people.sort((a, b) => a.name.localeCompare(b.name)) };
}
