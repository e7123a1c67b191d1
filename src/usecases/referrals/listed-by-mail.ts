import type { Contact } from '../../domain/memberships/contact.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { isByMail, listOf, NO_REACH } from '../../domain/referrals/reach.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { listAll } from '../list-all.ts';
import { ContactDocument } from '../memberships/documents.ts';
import { partitions } from '../partitions.ts';
import { findLocation } from './directory.ts';
import { findReach } from './reach.ts';

/** Whom a location's list names and Teams does not reach, as it is now. */
export interface ListedByMail {
  readonly location: Location;
  readonly addresses: readonly string[];
}

/** Three reads, side by side. @returns undefined for a location that is not there */
export async function listedByMail(
  { documents, clock }: Context,
  partnerId: PartnerId,
  kind: ReferralKind,
): Promise<ListedByMail | undefined> {
  const [stored, roster, reach] = await Promise.all([
    findLocation(documents, partnerId),
    listAll<Contact>(documents, ContactDocument, partitions.partner(partnerId)),
    findReach(documents, partnerId),
  ]);
  if (stored === undefined) return undefined;
  const location = stored.value;
  const listed = listOf(kind, location, roster, reach?.value ?? NO_REACH, clock.now());
  return { location, addresses: listed.filter(isByMail).map(({ address }) => address) };
}
