import { z } from 'zod';
import type { Contact } from '../memberships/contact.ts';
import { isProgramAdmin, mayActOn, rightsOf, type Rights } from '../memberships/rights.ts';
import { AadObjectId, PersonId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import type { Location } from './location.ts';
import { ReferralKind } from './referral.ts';

/**
 * The Teams channel in which a location's offers of one kind are shown, besides the personal chats of its contacts: what the
 * programme's two distribution lists are for mail.
 */
export const OfferChannel = z.object({
  kind: ReferralKind,
  /** The channel as somebody to tell. */
  channelId: PersonId,
  setBy: z.object({ by: AadObjectId, name: z.string() }),
  setAt: Instant,
  /** The activity that set it, so that the same one delivered twice is one change. */
  opId: z.string(),
});
export type OfferChannel = z.infer<typeof OfferChannel>;

/** Who may have offers of a kind shown in a channel: a program admin, for Benefit one of the FRP membership. */
export function maySetChannel(kind: ReferralKind, rights: Rights): boolean {
  return isProgramAdmin(rights) && mayActOn(kind, rights);
}

/**
 * Whether a channel is still to be shown offers: as long as whoever set it could set it now.
 *
 * @param roster the location's whole roster
 */
export function stillShows(
  { kind, setBy }: Pick<OfferChannel, 'kind' | 'setBy'>,
  location: Location,
  roster: readonly Contact[],
  now: Date,
): boolean {
  const theirs = roster.filter(({ aadObjectId }) => aadObjectId === setBy.by);
  const rights = rightsOf(theirs, location, now);
  return rights !== undefined && maySetChannel(kind, rights);
}
