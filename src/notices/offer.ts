import { unplacedCard } from '../cards/operators/unplaced.ts';
import { referralOfferCard } from '../cards/referrals/offer.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { type Person } from '../domain/memberships/person.ts';
import { mayActOn } from '../domain/memberships/rights.ts';
import type { Notice, NoticeSubject } from '../domain/notices/notice.ts';
import { quarterOf } from '../domain/referrals/acceptance.ts';
import { currentOffer, type Part, type Referral } from '../domain/referrals/referral.ts';
import type { ReferralId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { figuresOf } from '../usecases/referrals/figures.ts';
import { findReferral } from '../usecases/referrals/load.ts';
import { offerViewIn, rightsToShow } from '../usecases/referrals/view.ts';

/** A reminder is not begun once somebody has decided; one that is there already follows the offer. */
export async function offerNotice(
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
  const shown = offerViewIn(found.referral, subject.part, subject.round, held);
  return referralOfferCard({ ...shown, location, figures }, reader);
}

/** For operators: no partner got it. */
export async function unplacedNotice(
  context: Context,
  subject: Extract<NoticeSubject, { kind: 'referral-unplaced' }>,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const found = await findPart(context, subject);
  const offer = found && currentOffer(found.part);
  if (found === undefined || offer === undefined || !person.operator) return undefined;
  return unplacedCard(found.referral, found.part, offer, reader);
}

async function findPart(
  { documents }: Context,
  of: { readonly referralId: ReferralId; readonly part: number },
): Promise<{ readonly referral: Referral; readonly part: Part } | undefined> {
  const stored = await findReferral(documents, of.referralId);
  const part = stored?.value.parts.find((candidate) => candidate.part === of.part);
  return stored && part && { referral: stored.value, part };
}
