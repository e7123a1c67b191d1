import { readsAs, type Person } from '../domain/memberships/person.ts';
import type { NoticeSubject } from '../domain/notices/notice.ts';
import { topicOf } from '../domain/notices/topic.ts';
import { ReferralId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { partitions } from '../usecases/partitions.ts';
import type { Documents } from '../usecases/ports.ts';
import { offerChannel } from '../usecases/referrals/channel-right.ts';
import { CHANNEL_DOCUMENT } from '../usecases/referrals/channels.ts';
import { findOfferOf, type FoundOffer } from '../usecases/referrals/find-offer.ts';
import { quietUntil } from './quiet-hours.ts';
import { ChannelDocument } from '../usecases/notices/documents.ts';

/** An offer whose deadline is this close is told whatever the hour. */
const PRESSING_MS = 24 * 3_600_000;

/**
 * Why a person does not want to be told of something, or not in their own chat.
 * @returns undefined when they do
 */
export async function withheld(
  { documents, clock }: Context,
  { settings }: Person,
  subject: NoticeSubject,
): Promise<string | undefined> {
  const topic = topicOf(subject);
  if (topic !== undefined && settings.muted.includes(topic)) return `muted ${topic}`;
  if (subject.kind !== 'referral-offer' || settings.offersIn === 'personal') return undefined;
  return (await isShownInChannel(documents, subject, clock.now())) ? 'shown in the Teams channel' : undefined;
}

/** Only a channel that the location still shows its offers in, and that can be reached, takes the personal chat's place. */
async function isShownInChannel(
  documents: Documents,
  subject: Extract<NoticeSubject, { kind: 'referral-offer' }>,
  now: Date,
): Promise<boolean> {
  const found = await offerOf(documents, subject);
  // Whoever accepted has the contact and the notes in the personal chat, and nowhere else.
  if (found === undefined || found.offer.status !== 'offered') return false;
  const channelId = await offerChannel(documents, found.partnerId, found.referral.kind, now);
  if (channelId === undefined) return false;
  const channel = await documents.get(ChannelDocument, partitions.person(channelId), CHANNEL_DOCUMENT);
  return channel !== undefined && channel.value.unreachable === null;
}

/**
 * Whether a person's quiet hours keep a notice back.
 * @returns `until` when; `presses`: it goes whatever the hour
 */
export async function quietNow(
  { documents, clock }: Context,
  person: Person,
  subject: NoticeSubject,
): Promise<{ readonly until: Date | undefined; readonly presses: boolean }> {
  const now = clock.now();
  const until = quietUntil(person.settings.quiet, readsAs(person).timeZone, now);
  if (until === undefined) return { until: undefined, presses: false };
  if (subject.kind !== 'referral-offer' && subject.kind !== 'referral-reminder') {
    return { until, presses: false };
  }
  const respondBy = (await offerOf(documents, subject))?.offer.respondBy ?? null;
  const presses = respondBy !== null && respondBy.getTime() - now.getTime() <= PRESSING_MS;
  return presses ? { until: undefined, presses } : { until, presses };
}

function offerOf(
  documents: Documents,
  subject: Extract<NoticeSubject, { kind: 'referral-offer' | 'referral-reminder' }>,
): Promise<FoundOffer | undefined> {
  return findOfferOf(documents, { ...subject, referralId: ReferralId.parse(subject.referralId) });
}
