import type { Contact } from '../../src/domain/memberships/contact.ts';
import type { Person } from '../../src/domain/memberships/person.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/memberships/settings.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { AadObjectId, type PartnerId, type PersonId } from '../../src/domain/shared/ids.ts';
import { personIdOf } from '../../src/usecases/memberships/person-id.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, type Documents } from '../../src/usecases/ports.ts';
import { contosoTenant } from './referrals.ts';
import { ContactDocument, PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { directoryOf } from '../../src/usecases/referrals/directory.ts';
import { LocationDocument } from '../../src/usecases/referrals/documents.ts';

/** `33333333-3333-4333-8333-…` with a number, as the object id of the nth person. */
export function aad(number: number): AadObjectId {
  return AadObjectId.parse(`33333333-3333-4333-8333-${String(number).padStart(12, '0')}`);
}

export function contact(partnerId: PartnerId, number: number, overrides: Partial<Contact> = {}): Contact {
  return {
    partnerId,
    program: 'FRP',
    tenantId: contosoTenant,
    aadObjectId: aad(number),
    personId: personIdOf(contosoTenant, aad(number)),
    name: `Person ${number}`,
    email: `person${number}@contoso.test`,
    role: 'program-member',
    incentiveRole: null,
    pocs: [],
    ...overrides,
  };
}

export function person(number: number, overrides: Partial<Person> = {}): Person {
  return {
    personId: personIdOf(contosoTenant, aad(number)),
    tenantId: contosoTenant,
    aadObjectId: aad(number),
    name: `Person ${number}`,
    email: `person${number}@contoso.test`,
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    conversation: null,
    unreachable: null,
    welcomedAt: null,
    standings: [],
    operator: false,
    dialogIn: null,
    settings: DEFAULT_SETTINGS,
    ...overrides,
  };
}

/** Writes a location with its people, as an import would. */
export async function seedLocation(
  documents: Documents,
  at: Location,
  contacts: readonly Contact[],
): Promise<void> {
  const place = directoryOf(documents, at.partnerId);
  await documents.commit(place, [create(LocationDocument, at.partnerId, at)]);
  for (const one of contacts) {
    const key = one.aadObjectId ?? `mail-${one.email}`;
    await documents.commit(partitions.partner(at.partnerId), [
      create(ContactDocument, `contact:${one.program ?? 'none'}:${key}`, one),
    ]);
  }
}

export async function seedPerson(documents: Documents, one: Person): Promise<PersonId> {
  await documents.commit(partitions.person(one.personId), [create(PersonDocument, 'person', one)]);
  return one.personId;
}
