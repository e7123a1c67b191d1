import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { rightsOf, type Rights } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { ContactKind, LocationKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';

/** Most entries one person can have on one roster: one a programme and spelling of who they are, with room. */
const MOST_ENTRIES = 20;

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

/** {@link rightsAt} with the location's document, for whoever decides on it. */
export async function grantedAt(
  documents: Documents,
  person: { readonly personId: PersonId },
  partnerId: PartnerId,
  now: Date,
): Promise<{ readonly rights: Rights; readonly location: Document<Location> } | undefined> {
  const [entries, location] = await Promise.all([
    documents.list(ContactKind, partitions.partner(partnerId), {
      where: [{ field: 'personId', is: '=', value: person.personId }],
      limit: MOST_ENTRIES,
    }),
    documents.get(LocationKind, partitions.directory, partnerId),
  ]);
  if (location === undefined) return undefined;
  const contacts = entries.items.map((entry) => entry.value);
  const rights = rightsOf(contacts, location.value, now);
  return rights && { rights, location };
}
