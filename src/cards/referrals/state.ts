import type { OfferStatus } from '../../domain/referrals/referral.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { timeLeft, type Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';

/** What an offer's state depends on; a list entry has it too. */
interface Stateful {
  readonly status: OfferStatus;
  readonly respondBy: Date | null;
  readonly handedBack?: boolean | undefined;
}

const COLORS: { readonly [status in OfferStatus]: StateColor } = {
  offered: 'Accent',
  accepted: 'Good',
  declined: 'Default',
  'timed-out': 'Attention',
  withdrawn: 'Default',
  ftc: 'Default',
  'not-eligible': 'Default',
};

/** The state of an offer in a word or two, and the colour that goes with it. */
export function offerState(offer: Stateful, reader: Reader): { state: Text; color: StateColor } {
  return { state: stateText(offer, reader), color: COLORS[offer.status] };
}

function stateText({ status, respondBy, handedBack }: Stateful, reader: Reader): Text {
  if (status === 'offered') {
    return respondBy === null ? say(reader, 'referrals.state.open') : timeLeft(respondBy, reader);
  }
  return say(
    reader,
    status === 'declined' && handedBack === true
      ? 'referrals.state.handed-back'
      : `referrals.state.${status}`,
  );
}
