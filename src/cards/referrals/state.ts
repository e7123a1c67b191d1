import type { OfferStatus } from '../../domain/referrals/referral.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { timeLeft, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';

/** What an offer's state depends on; a list entry has it too. */
interface Stateful {
  readonly status: OfferStatus;
  readonly respondBy: Date | null;
  readonly handedBack?: boolean | undefined;
}

/** The state of an offer in a word or two, and the colour that goes with it. */
export function offerState(offer: Stateful, reader: Reader): { state: string; color: StateColor } {
  switch (offer.status) {
    case 'offered':
      return {
        state: offer.respondBy === null ? 'Open' : timeLeft(offer.respondBy, reader),
        color: 'Accent',
      };
    case 'accepted':
      return { state: 'Accepted', color: 'Good' };
    case 'declined':
      return { state: offer.handedBack === true ? 'Handed back' : 'Declined', color: 'Default' };
    case 'timed-out':
      return { state: 'Timed out', color: 'Attention' };
    case 'withdrawn':
      return { state: 'Withdrawn', color: 'Default' };
    case 'ftc':
      return { state: 'With FastTrack', color: 'Default' };
    case 'not-eligible':
      return { state: 'Not eligible', color: 'Default' };
    default:
      return unreachable(offer.status);
  }
}
