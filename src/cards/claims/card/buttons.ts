import { isLive, type Claim } from '../../../domain/claims/claim.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import type { Reads } from '../../../words/language.ts';
import { say } from '../../../words/say.ts';
import type { Text } from '../../../words/text.ts';
import { clean } from '../../kit/text.ts';
import { button, type CardButton } from './forms.ts';
import { MAX_BESIDE } from './grid.ts';

/** Most buttons of a card. */
const MAX_BUTTONS = 6;

/** Where to go from here, the less needed last: there is room for as many as the forms and what unfolds leave. */
export function buttonsOf(view: ClaimView, forms: number, reader: Reads): CardButton[] {
  const { claim, as, rivals } = view;
  const { claimId } = claim;
  const files = claim.evidence.some(({ fileId }) => fileId !== null)
    ? [button(say(reader, 'claims.button.files'), 'claim.files', { claimId })]
    : [];
  const others =
    as === 'operator'
      ? [button(say(reader, 'claims.button.queue'), 'claims.queue', {})]
      : partnerButtons(claim, reader);
  // A text for the customer and the history unfold; of a contest at least one rival's claim can be opened.
  const taken = forms + (as === 'partner' && isLive(claim) ? 2 : 1) + Math.min(1, rivals.length);
  return [...files, ...others].slice(0, MAX_BUTTONS - taken);
}

export function rivalButtons(
  view: ClaimView,
  forms: number,
  reader: Reads,
): { readonly title: Text; readonly claimId: string }[] {
  const room = MAX_BUTTONS - forms - 1 - buttonsOf(view, forms, reader).length;
  return view.rivals.slice(0, Math.min(MAX_BESIDE, room)).map(({ partnerName, claim: { claimId } }) => ({
    title: say(reader, 'claims.button.show-rival', { partner: clean(partnerName, 24) }),
    claimId,
  }));
}

/** A claim that is over can be made anew: a copy, or after the end of a subscription one for whatever followed it. */
function partnerButtons(
  { claimId, customerId, partnerId, status, reason }: Claim,
  reader: Reads,
): CardButton[] {
  const isOver = status === 'rejected' || status === 'rejected-final';
  const from = reason === 'subscription-ended' ? { partnerId, customerId } : { claimId };
  return [
    ...(isOver ? [button(say(reader, 'claims.button.again'), 'claim.new', from)] : []),
    button(say(reader, 'claims.button.all'), 'claims.list', { partnerId }),
    ...(isOver ? [] : [button(say(reader, 'claims.button.copy'), 'claim.new', { claimId })]),
  ];
}
