import type { Contact } from '../../domain/memberships/contact.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { rightsOf, type Rights } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { partitions } from '../partitions.ts';
import { MAX_CONTACTS } from './roster.ts';
import type { Beside, Document, Documents } from '../ports.ts';
import { ContactDocument } from './documents.ts';
import { findLocation } from '../referrals/directory.ts';

/** Most entries one person can have on one roster: one a programme and spelling of who they are, with room. */
const MAX_ENTRIES = 20;

/**
 * What a person may do at a location, from its roster as it is now. Two reads.
 * @returns undefined for a location that is not there, and for a person without any right: the two look the same
 */
export async function rightsAt(
  documents: Documents,
  person: { readonly personId: PersonId },
  partnerId: PartnerId,
  now: Date,
): Promise<Rights | undefined> {
  return (await grantedAt(documents, person, partnerId, now))?.rights;
}

/** What a person may do at a location, and who is on its roster. */
export interface RosterRights {
  readonly rights: Rights;
  readonly roster: readonly Contact[];
}

/** {@link rightsAt} from the whole roster, for whoever is also shown its people. Two reads. */
export function rosterRightsAt(
  documents: Documents,
  person: { readonly personId: PersonId },
  partnerId: PartnerId,
  now: Date,
): Promise<RosterRights | undefined> {
  return rosterRightsWith(documents, person, partnerId, now, {});
}

/** Documents by their ids that lie with a location. */
type At<B extends object> = { readonly [K in keyof B]: Beside<B[K]> };
type FoundAt<B extends object> = { readonly beside: { readonly [K in keyof B]: Document<B[K]> | undefined } };

/** {@link rosterRightsAt} with what else lies at the location, in the same two reads. */
export async function rosterRightsWith<B extends object>(
  documents: Documents,
  { personId }: { readonly personId: PersonId },
  partnerId: PartnerId,
  now: Date,
  at: At<B>,
): Promise<(RosterRights & FoundAt<B>) | undefined> {
  const [{ items, beside }, location] = await Promise.all([
    documents.listWith(ContactDocument, partitions.partner(partnerId), { limit: MAX_CONTACTS }, at),
    findLocation(documents, partnerId),
  ]);
  const roster = items.map(({ value }) => value);
  const own = roster.filter((contact) => contact.personId === personId);
  const rights = location && rightsOf(own, location.value, now);
  if (rights !== undefined) return { rights, roster, beside };
  // A roster may be longer than what is read of it at once.
  const found =
    roster.length < MAX_CONTACTS ? undefined : await rightsAt(documents, { personId }, partnerId, now);
  return found && { rights: found, roster, beside };
}

/** {@link rightsAt} with what else lies at the location, in the same two reads. */
export async function rightsWith<B extends object>(
  documents: Documents,
  { personId }: { readonly personId: PersonId },
  partnerId: PartnerId,
  now: Date,
  at: At<B>,
): Promise<({ readonly rights: Rights } & FoundAt<B>) | undefined> {
  const [{ items, beside }, location] = await Promise.all([
    documents.listWith(
      ContactDocument,
      partitions.partner(partnerId),
      { where: [{ field: 'personId', is: '=', value: personId }], limit: MAX_ENTRIES },
      at,
    ),
    findLocation(documents, partnerId),
  ]);
  const rights =
    location &&
    rightsOf(
      items.map(({ value }) => value),
      location.value,
      now,
    );
  return rights && { rights, beside };
}

/** {@link rightsAt} with the location's document, for whoever decides on it. */
export async function grantedAt(
  documents: Documents,
  person: { readonly personId: PersonId },
  partnerId: PartnerId,
  now: Date,
): Promise<{ readonly rights: Rights; readonly location: Document<Location> } | undefined> {
  const [entries, location] = await Promise.all([
    documents.list(ContactDocument, partitions.partner(partnerId), {
      where: [{ field: 'personId', is: '=', value: person.personId }],
      limit: MAX_ENTRIES,
    }),
    findLocation(documents, partnerId),
  ]);
  if (location === undefined) return undefined;
  const contacts = entries.items.map((entry) => entry.value);
  const rights = rightsOf(contacts, location.value, now);
  return rights && { rights, location };
}
