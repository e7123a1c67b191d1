import { channelOfferCard } from '../cards/referrals/channel-offer.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Channel } from '../domain/notices/channel.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { ReferralId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { LocationKind } from '../usecases/kinds.ts';
import { partitions } from '../usecases/partitions.ts';
import { offerChannel } from '../usecases/referrals/channels.ts';
import { findOfferOf } from '../usecases/referrals/tell.ts';

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
  const task = { ...subject, referralId: ReferralId.parse(subject.referralId) };
  const found = await findOfferOf(documents, task);
  const part = found?.referral.parts.find((candidate) => candidate.part === subject.part);
  if (found === undefined || part === undefined) return undefined;
  const { referral, offer, partnerId } = found;
  if (activityId === null) {
    const shows = (await offerChannel(documents, partnerId, referral.kind)) === channel.personId;
    if (!shows || (subject.kind === 'referral-reminder' && offer.status !== 'offered')) return undefined;
  }
  const location = await documents.get(LocationKind, partitions.directory, partnerId);
  if (location === undefined) return undefined;
  const { locale, timeZone } = channel;
  const view = { referral, part, offer, location: location.value };
  return channelOfferCard(view, { locale, timeZone, now: clock.now() });
}
