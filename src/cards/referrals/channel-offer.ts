import type { Rights } from '../../domain/memberships/rights.ts';
import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { messageCard } from '../chat/message.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { REFERRAL_KIND_NAMES, SOMEBODY } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';
import type { LetGoTyped } from './desk.ts';
import { referralOfferCard } from './offer.ts';
import { offerState } from './state.ts';

/** An offer of one location, as whoever reads a channel may see it. */
export interface ChannelOfferView {
  readonly referral: Referral;
  readonly part: Part;
  readonly offer: Offer;
  readonly location: Rights['location'];
}

/**
 * An offer in a channel: as everywhere while it is open, and then only what became of it. The customer's contact, the notes
 * and all that follows Accept are for personal chats, whatever the state.
 */
export function channelOfferCard(view: ChannelOfferView, reader: Reader, typed?: LetGoTyped): AdaptiveCard {
  const { referral, offer, location } = view;
  if (offer.status === 'offered') return referralOfferCard(view, reader, typed);
  const { state, color } = offerState(offer, reader);
  return messageCard({
    kind: REFERRAL_KIND_NAMES[referral.kind],
    subject: referral.customer.name,
    state,
    stateColor: color,
    lines: [outcomeOf(offer, reader), `Offered to ${plain(location.name)}.`],
  });
}

/** Who decided, without what they wrote. */
function outcomeOf(offer: Offer, reader: Reader): string {
  const when = offer.decidedAt === null ? '' : ` on ${dateTime(offer.decidedAt, reader)}`;
  const who = bold(offer.decidedBy?.name ?? '') || SOMEBODY;
  switch (offer.status) {
    case 'accepted':
      return `${who} accepted${when}. The customer’s contact is in their personal chat with me.`;
    case 'declined':
      return `${who} ${offer.handedBack === true ? 'handed it back' : 'declined'}${when}. It is being offered to another partner.`;
    case 'timed-out':
      return 'Nobody answered in time. It is being offered to another partner.';
    case 'withdrawn':
      return `The referral was withdrawn${when}.`;
    case 'offered':
    case 'ftc':
    case 'not-eligible':
      return 'There is nothing left to do.';
    default:
      return unreachable(offer.status);
  }
}
