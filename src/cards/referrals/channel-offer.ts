import type { Rights } from '../../domain/memberships/rights.ts';
import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import { messageCard } from '../chat/message.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';
import { REFERRAL_KIND_NAMES } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';
import { referralOfferCard, type DeclineTyped } from './offer.ts';

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
export function channelOfferCard(view: ChannelOfferView, reader: Reader, typed?: DeclineTyped): AdaptiveCard {
  const { referral, offer, location } = view;
  if (offer.status === 'offered') return referralOfferCard(view, reader, typed);
  const { state, color, lines } = outcomeOf(offer, reader);
  return messageCard({
    kind: REFERRAL_KIND_NAMES[referral.kind],
    subject: referral.customer.name,
    state,
    stateColor: color,
    lines: [...lines, `Offered to ${plain(location.name)}.`],
  });
}

function outcomeOf(
  offer: Offer,
  reader: Reader,
): { readonly state: string; readonly color: StateColor; readonly lines: readonly string[] } {
  const when = offer.decidedAt === null ? '' : ` on ${dateTime(offer.decidedAt, reader)}`;
  const who = bold(offer.decidedBy?.name ?? '') || 'Somebody';
  switch (offer.status) {
    case 'accepted':
      return {
        state: 'Accepted',
        color: 'Good',
        lines: [`${who} accepted${when}. The customer’s contact is in their personal chat with me.`],
      };
    case 'declined':
      return {
        state: 'Declined',
        color: 'Default',
        lines: [`${who} declined${when}. It is being offered to another partner.`],
      };
    case 'timed-out':
      return {
        state: 'Timed out',
        color: 'Attention',
        lines: ['Nobody answered in time. It is being offered to another partner.'],
      };
    case 'withdrawn':
      return { state: 'Withdrawn', color: 'Default', lines: [`The referral was withdrawn${when}.`] };
    case 'offered':
    case 'ftc':
    case 'not-eligible':
      return { state: '', color: 'Default', lines: [] };
  }
}
