import type { Here } from '../../domain/associations/dpor-news.ts';
import { listedAt } from '../../domain/associations/listed.ts';
import { rightsOf } from '../../domain/memberships/rights.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { ContactDocument } from '../memberships/documents.ts';
import { findLocation } from '../referrals/directory.ts';

/** Most entries one person can have on one roster. */
const MAX_ENTRIES = 20;

/** A location and how one person stands there. */
export interface At extends Here {
  readonly isListed: boolean;
}

/** @returns undefined for a partner that is not known */
export async function hereAt(
  documents: Documents,
  personId: PersonId,
  partnerId: PartnerId,
  now: Date,
): Promise<At | undefined> {
  const [found, entries] = await Promise.all([
    findLocation(documents, partnerId),
    documents.list(ContactDocument, partitions.partner(partnerId), {
      where: [{ field: 'personId', is: '=', value: personId }],
      limit: MAX_ENTRIES,
    }),
  ]);
  if (found === undefined) return undefined;
  const location = found.value;
  const contacts = entries.items.map((entry) => entry.value);
  return {
    location,
    isListed: listedAt(contacts, location, now).length > 0,
    hasRights: rightsOf(contacts, location, now) !== undefined,
  };
}
