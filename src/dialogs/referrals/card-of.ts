import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { channelOfferCard } from '../../cards/referrals/channel-offer.ts';
import type { DeskTyped, LetGoTyped } from '../../cards/referrals/desk.ts';
import { referralOfferCard } from '../../cards/referrals/offer.ts';
import type { OpenedReferral } from '../../usecases/referrals/open.ts';
import type { OfferView } from '../../usecases/referrals/view.ts';
import type { Speaking } from '../speaking.ts';

/** The card of a referral after a press on it, for who reads along; a form comes back with what was typed. */
export function cardOf(
  { reader, shared }: Speaking,
  view: OfferView,
  typed?: LetGoTyped | DeskTyped,
): AdaptiveCard {
  const { referral, part, offer, rights } = view;
  if (shared === true) {
    const declining = typed !== undefined && 'form' in typed ? undefined : typed;
    return channelOfferCard({ referral, part, offer, location: rights.location }, reader, declining);
  }
  const canClaim = rights.incentiveRole !== null;
  return referralOfferCard({ referral, part, offer, location: rights.location, canClaim }, reader, typed);
}

/** The card of one referral with all that its location may know of it. */
export function wholeCardOf(
  { reader }: Speaking,
  shown: OpenedReferral,
  typed?: LetGoTyped | DeskTyped,
): AdaptiveCard {
  const { referral, part, offer, rights } = shown.view;
  const { figures, desk } = shown;
  return referralOfferCard(
    {
      referral,
      part,
      offer,
      location: rights.location,
      figures,
      desk,
      canClaim: rights.incentiveRole !== null,
    },
    reader,
    typed,
  );
}
