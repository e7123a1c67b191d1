import type { Rights } from '../../domain/memberships/rights.ts';
import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { messageCard } from '../chat/message.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { referralKindName, somebody } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';
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
  return messageCard(
    {
      kind: referralKindName(referral.kind, reader),
      subject: clean(referral.customer.name),
      state,
      stateColor: color,
      lines: [
        outcomeOf(offer, reader),
        say(reader, 'referrals.channel.offered-to', { location: plain(location.name) }),
      ],
    },
    reader,
  );
}

/** Who decided, without what they wrote. */
function outcomeOf(offer: Offer, reader: Reader): Text {
  const when = offer.decidedAt === null ? NONE : dateTime(offer.decidedAt, reader);
  const name = bold(offer.decidedBy?.name ?? '') || somebody(reader);
  switch (offer.status) {
    case 'accepted':
      return say(reader, 'referrals.channel.accepted', { name, when });
    case 'declined':
      return say(
        reader,
        offer.handedBack === true ? 'referrals.channel.handed-back' : 'referrals.channel.declined',
        { name, when },
      );
    case 'timed-out':
      return say(reader, 'referrals.channel.timed-out');
    case 'withdrawn':
      return say(reader, 'referrals.offer.withdrawn', { when });
    case 'offered':
    case 'ftc':
    case 'not-eligible':
      return say(reader, 'referrals.offer.next.nothing');
    default:
      return unreachable(offer.status);
  }
}
