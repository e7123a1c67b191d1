import type { Contact } from '../memberships/contact.ts';
import { mayActOn, rightsOf } from '../memberships/rights.ts';
import type { Location } from './location.ts';
import type { ReferralKind } from './referral.ts';
import type { PersonId } from '../shared/ids.ts';

/**
 * Who is told of an offer: the contacts whose address stands in the location's list for that kind, else everybody who may
 * act on it. A list that names nobody who can be reached counts as not set.
 *
 * @param contacts the location's whole roster
 */
export function recipientsOf(
  kind: ReferralKind,
  location: Location,
  contacts: readonly Contact[],
  now: Date,
): PersonId[] {
  const entitled = new Map<PersonId, Contact[]>();
  for (const contact of contacts) {
    if (contact.personId === null) continue;
    entitled.set(contact.personId, [...(entitled.get(contact.personId) ?? []), contact]);
  }
  for (const [personId, entries] of entitled) {
    const rights = rightsOf(entries, location, now);
    if (rights === undefined || !mayActOn(kind, rights)) entitled.delete(personId);
  }
  const list = kind === 'benefit' ? location.benefitContact : location.standardContact;
  const named = [...entitled].filter(([, entries]) => entries.some(({ email }) => list.includes(email)));
  return (named.length > 0 ? named : [...entitled]).map(([personId]) => personId);
}
