import { channelOfferCard } from '../cards/referrals/channel-offer.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Channel } from '../domain/notices/channel.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { named, namesOf } from '../domain/referrals/names.ts';
import type { Context } from '../usecases/context.ts';
import { rosterOf } from '../usecases/memberships/roster.ts';
import { offerChannel } from '../usecases/referrals/channel-right.ts';
import { findOfferOf } from '../usecases/referrals/find-offer.ts';
import { findLocation } from '../usecases/referrals/directory.ts';

/**
 * What a notice shows in a channel: offers only, without what is for the personal chats of whoever accepted.
 *
 * @returns undefined for an offer that is no longer to be shown there and has not been; one that is there follows its offer
 */
export async function channelCard(
  { documents, clock }: Context,
  { subject, activityId }: Notice,
  channel: Channel,
): Promise<AdaptiveCard | undefined> {
  if (subject.kind !== 'referral-offer' && subject.kind !== 'referral-reminder') return undefined;
  const found = await findOfferOf(documents, subject);
  if (found === undefined) return undefined;
  const { offer, partnerId } = found;
  if (activityId === null) {
    const shown = await offerChannel(documents, partnerId, found.referral.kind, clock.now());
    if (shown !== channel.personId || (subject.kind === 'referral-reminder' && offer.status !== 'offered'))
      return undefined;
  }
  const location = await findLocation(documents, partnerId);
  if (location === undefined) return undefined;
  const roster = offer.decidedBy === null ? [] : await rosterOf(documents, partnerId);
  const referral = named(found.referral, partnerId, namesOf(roster));
  const { locale, timeZone } = channel;
  const part = referral.parts.find((candidate) => candidate.part === subject.part);
  const told = part?.offers.find(({ round }) => round === subject.round);
  if (part === undefined || told === undefined) return undefined;
  const view = { referral, part, offer: told, location: location.value };
  return channelOfferCard(view, { locale, timeZone, now: clock.now() });
}
