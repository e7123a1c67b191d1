import { newPerson, type Person, type Standing } from '../../domain/memberships/person.ts';
import type { AadObjectId, GlobalId, PartnerId, PersonId, TenantId } from '../../domain/shared/ids.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { personIdOf } from '../memberships/person-id.ts';
import { tenantLocale } from '../memberships/tenant-locale.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Documents } from '../ports.ts';
import { readAll } from './read-all.ts';
import { untilCommitted } from './until-committed.ts';
import { ContactDocument, PersonDocument } from '../memberships/documents.ts';
import { findLocation } from '../referrals/directory.ts';

/** What a row tells of a person. */
export interface Introduced {
  readonly tenantId: TenantId;
  readonly aadObjectId: AadObjectId;
  readonly name: string;
  readonly email: string;
  /** Where they stand by this row; undefined for an operator. */
  readonly partnerId?: PartnerId;
}

/** The change that makes a person known with that standing, if they are not yet. What the bot learnt of them stays. */
export async function introducing(
  documents: Documents,
  row: Introduced,
): Promise<{ readonly partition: string; readonly change: Change } | undefined> {
  const personId = personIdOf(row.tenantId, row.aadObjectId);
  const partition = partitions.person(personId);
  const stored = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
  const before =
    stored?.value ?? newPerson({ ...row, personId }, await tenantLocale(documents, row.tenantId));
  const email = row.email === '' ? null : row.email;
  const person: Person = {
    ...before,
    email: before.email ?? email,
    ...(row.partnerId === undefined
      ? { operator: true }
      : { standings: withStanding(before.standings, await standingAt(documents, row.partnerId)) }),
  };
  if (stored !== undefined && JSON.stringify(stored.value) === JSON.stringify(person)) return undefined;
  const change =
    stored === undefined
      ? create(PersonDocument, PERSON_DOCUMENT, person)
      : replace(PersonDocument, stored, person);
  return { partition, change };
}

async function standingAt(documents: Documents, partnerId: PartnerId): Promise<Standing> {
  const location = await findLocation(documents, partnerId);
  return { partnerId, globalId: location?.value.globalId ?? null };
}

function withStanding(standings: readonly Standing[], added: Standing): Standing[] {
  const at = standings.findIndex(({ partnerId }) => partnerId === added.partnerId);
  return at === -1 ? [...standings, added] : standings.with(at, added);
}

/** Tells the people of a location's roster which global account it belongs to now. */
export async function refreshStandings(
  documents: Documents,
  partnerId: PartnerId,
  globalId: GlobalId,
): Promise<void> {
  const roster = await readAll(documents, ContactDocument, partitions.partner(partnerId));
  const people = new Set(roster.flatMap(({ value }) => value.personId ?? []));
  for (const personId of people) {
    await changePerson(documents, personId, (person) => {
      const stale = person.standings.some((one) => one.partnerId === partnerId && one.globalId !== globalId);
      return stale
        ? { ...person, standings: withStanding(person.standings, { partnerId, globalId }) }
        : undefined;
    });
  }
}

/** Takes a standing from somebody who is on no roster of that location any more. */
export async function dropStanding(
  documents: Documents,
  personId: PersonId,
  partnerId: PartnerId,
): Promise<void> {
  const entries = await documents.count(ContactDocument, partitions.partner(partnerId), [
    { field: 'personId', is: '=', value: personId },
  ]);
  if (entries > 0) return;
  await changePerson(documents, personId, (person) =>
    person.standings.some((one) => one.partnerId === partnerId)
      ? { ...person, standings: person.standings.filter((one) => one.partnerId !== partnerId) }
      : undefined,
  );
}

/** @param decide gives the changed person, or undefined when nothing is to be changed */
export async function changePerson(
  documents: Documents,
  personId: PersonId,
  decide: (person: Person) => Person | undefined,
): Promise<void> {
  const partition = partitions.person(personId);
  await untilCommitted(async () => {
    const stored = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
    const next = stored === undefined ? undefined : decide(stored.value);
    if (stored === undefined || next === undefined) return;
    await documents.commit(partition, [replace(PersonDocument, stored, next)]);
  });
}
