import { unplacedCard } from '../cards/operators/unplaced.ts';
import { referralOfferCard } from '../cards/referrals/offer.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Person } from '../domain/memberships/person.ts';
import { mayActOn } from '../domain/memberships/rights.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { currentOffer } from '../domain/referrals/referral.ts';
import { ReferralId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { rightsAt } from '../usecases/memberships/rights.ts';
import { findReferral } from '../usecases/referrals/load.ts';

/**
 * What a notice shows, made from the truth as it is now and for a reader with the rights they have now.
 * @returns undefined when there is nothing (any more) that this person may be told
 */
export async function noticeCard(
  { documents, clock }: Context,
  notice: Notice,
  person: Person,
): Promise<AdaptiveCard | undefined> {
  const { subject } = notice;
  const now = clock.now();
  const reader = { locale: person.locale, timeZone: person.timeZone, now };
  const stored = await findReferral(documents, ReferralId.parse(subject.referralId));
  const part = stored?.value.parts.find((candidate) => candidate.part === subject.part);
  if (stored === undefined || part === undefined) return undefined;
  const referral = stored.value;
  switch (subject.kind) {
    case 'referral-offer': {
      const offer = part.offers.find((candidate) => candidate.round === subject.round);
      if (offer === undefined || offer.partnerId === 'FTC' || offer.partnerId === '') return undefined;
      const rights = await rightsAt(documents, person, offer.partnerId, now);
      if (rights === undefined || !mayActOn(referral.kind, rights)) return undefined;
      return referralOfferCard({ referral, part, offer, location: rights.location }, reader);
    }
    case 'referral-unplaced': {
      const offer = currentOffer(part);
      return offer === undefined || !person.operator
        ? undefined
        : unplacedCard(referral, part, offer, reader);
    }
  }
}
