import { unplacedCard } from '../cards/operators/unplaced.ts';
import { referralOfferCard } from '../cards/referrals/offer.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { readsAs, type Person } from '../domain/memberships/person.ts';
import { mayActOn } from '../domain/memberships/rights.ts';
import type { Notice, NoticeSubject } from '../domain/notices/notice.ts';
import { quarterOf } from '../domain/referrals/acceptance.ts';
import { currentOffer, type Part, type Referral } from '../domain/referrals/referral.ts';
import { ReferralId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { figuresOf } from '../usecases/referrals/figures.ts';
import { findReferral } from '../usecases/referrals/load.ts';
import { pick, rightsToShow } from '../usecases/referrals/view.ts';
import { claimNewsNotice, claimReviewNotice, queueNotice } from './claim-notices.ts';
import { mailNotice } from './mail-notice.ts';
import { acceptanceNotice, heldNotice } from './desk-notices.ts';
import { digestNotice } from './digest-notice.ts';
import { dporNotice, renewalNotice } from './dpor-notices.ts';
import { channelEndedNotice } from './channel-ended-notice.ts';
import { caseClosedNotice, caseNotice, pauseNotice } from './intake-notices.ts';

/**
 * What a notice shows, made from the truth as it is now and for a reader with the rights they have now.
 * @returns undefined when there is nothing (any more) that this person may be told
 */
export async function noticeCard(
  context: Context,
  notice: Notice,
  person: Person,
): Promise<AdaptiveCard | undefined> {
  const { subject } = notice;
  const reader: Reader = { ...readsAs(person), now: context.clock.now() };
  switch (subject.kind) {
    case 'referral-offer':
    case 'referral-reminder':
      return offerNotice(context, notice, subject, person, reader);
    case 'referral-unplaced': {
      const found = await findPart(context, subject);
      const offer = found && currentOffer(found.part);
      if (found === undefined || offer === undefined || !person.operator) return undefined;
      return unplacedCard(found.referral, found.part, offer, reader);
    }
    case 'mails-unmatched':
      return mailNotice(context, person, reader);
    case 'referral-assigned':
    case 'referral-follow-up':
      return heldNotice(context, subject, person, reader);
    case 'acceptance':
      return acceptanceNotice(context, subject, person, reader);
    case 'pause-reminder':
    case 'pause-ended':
    case 'pause-changed':
      return pauseNotice(context, subject, person, reader);
    case 'channel-ended':
      return channelEndedNotice(context, subject, person, reader);
    case 'dpor-changed':
      return dporNotice(context, subject, person, reader);
    case 'dpor-renewal':
      return renewalNotice(context, subject, person, reader);
    case 'claim-news':
      return claimNewsNotice(context, notice, subject, person, reader);
    case 'claim-review':
      return claimReviewNotice(context, notice, subject, person, reader);
    case 'claims-queue':
      return queueNotice(context, person, reader);
    case 'case':
      return caseNotice(context, subject, person, reader);
    case 'case-closed':
      return caseClosedNotice(context, subject, person, reader);
    case 'dpor-digest':
      return digestNotice(context, notice, person, reader);
  }
}

/** A reminder is not begun once somebody has decided; one that is there already follows the offer. */
async function offerNotice(
  context: Context,
  notice: Notice,
  subject: Extract<NoticeSubject, { kind: 'referral-offer' | 'referral-reminder' }>,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const found = await findPart(context, subject);
  const offer = found?.part.offers.find((candidate) => candidate.round === subject.round);
  if (found === undefined || offer === undefined) return undefined;
  if (offer.partnerId === 'FTC' || offer.partnerId === '') return undefined;
  const begun = notice.activityId !== null;
  if (subject.kind === 'referral-reminder' && !begun && offer.status !== 'offered') return undefined;
  const held = await rightsToShow(context.documents, person, offer.partnerId, [offer], reader.now);
  if (held === undefined || !mayActOn(found.referral.kind, held.rights)) return undefined;
  const { location } = held.rights;
  const figures =
    offer.status === 'offered'
      ? await figuresOf(context.documents, location.partnerId, quarterOf(offer.offeredAt))
      : undefined;
  const shown = pick(found.referral, subject.part, subject.round, held);
  return referralOfferCard({ ...shown, location, figures }, reader);
}

async function findPart(
  { documents }: Context,
  of: { readonly referralId: string; readonly part: number },
): Promise<{ readonly referral: Referral; readonly part: Part } | undefined> {
  const stored = await findReferral(documents, ReferralId.parse(of.referralId));
  const part = stored?.value.parts.find((candidate) => candidate.part === of.part);
  return stored && part && { referral: stored.value, part };
}
