import type { Contact } from '../../domain/memberships/contact.ts';
import { rightsOf, type Rights } from '../../domain/memberships/rights.ts';
import { listOf, NO_REACH, type Listed, type Reach } from '../../domain/referrals/reach.ts';
import { recipientsOf } from '../../domain/referrals/recipients.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { rosterOf } from '../memberships/roster.ts';
import { findReach } from './reach.ts';
import { findLocation } from './directory.ts';

/** A location as referrals see it, for anybody with a role there. */
export interface ProfileView {
  readonly rights: Rights;
  readonly lists: { readonly [kind in ReferralKind]: ListView };
  readonly reach: Reach;
  /** Whether those of the lists whom Teams does not reach are told by mail. */
  readonly mails: boolean;
  /** Names of those on the roster, by who they are. */
  readonly names: ReadonlyMap<PersonId, string>;
}

export interface ListView {
  readonly addresses: readonly Listed[];
  /** Who would be told of an offer made now, by name. */
  readonly told: readonly string[];
}

/** Reads the roster, the location, and where its offers went: three, side by side. */
export async function showProfile(
  { documents, clock, mailer }: Context,
  person: { readonly personId: PersonId },
  partnerId: PartnerId,
): Promise<Result<ProfileView, { readonly code: 'forbidden' }>> {
  const now = clock.now();
  const [roster, stored, reach] = await Promise.all([
    rosterOf(documents, partnerId),
    findLocation(documents, partnerId),
    findReach(documents, partnerId),
  ]);
  if (stored === undefined) return refuse({ code: 'forbidden' });
  const location = stored.value;
  const own = roster.filter((contact) => contact.personId === person.personId);
  const rights = rightsOf(own, location, now);
  if (rights === undefined) return refuse({ code: 'forbidden' });
  const names = namesOf(roster);
  const shownReach = reach?.value ?? NO_REACH;
  const listView = (kind: ReferralKind): ListView => ({
    addresses: listOf(kind, location, roster, shownReach, now),
    told: recipientsOf(kind, location, roster, now).map((personId) => names.get(personId) ?? ''),
  });
  return ok({
    rights,
    lists: { benefit: listView('benefit'), standard: listView('standard') },
    reach: shownReach,
    mails: mailer !== undefined,
    names,
  });
}

function namesOf(roster: readonly Contact[]): ReadonlyMap<PersonId, string> {
  return new Map(
    roster.flatMap(({ personId, name }) => (personId === null || name === '' ? [] : [[personId, name]])),
  );
}
