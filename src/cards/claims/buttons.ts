import { isLive, type Claim } from '../../domain/claims/claim.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import { clean } from '../kit/text.ts';
import { button, type CardButton } from './forms.ts';
import { MOST_BESIDE } from './grid.ts';

/** Most buttons of a card. */
const MOST_BUTTONS = 6;

/** Where to go from here, the less needed last: there is room for as many as the forms and what unfolds leave. */
export function buttonsOf(view: ClaimView, forms: number): CardButton[] {
  const { claim, as, rivals } = view;
  const { claimId } = claim;
  const files = claim.evidence.some(({ fileId }) => fileId !== null)
    ? [button('Files', 'claim.files', { claimId })]
    : [];
  const others = as === 'operator' ? [button('To queue', 'claims.queue', {})] : partnerButtons(claim);
  // A text for the customer and the history unfold; of a contest at least one rival's claim can be opened.
  const taken = forms + (as === 'partner' && isLive(claim) ? 2 : 1) + Math.min(1, rivals.length);
  return [...files, ...others].slice(0, MOST_BUTTONS - taken);
}

export function rivalButtons(
  view: ClaimView,
  forms: number,
): { readonly title: string; readonly claimId: string }[] {
  const room = MOST_BUTTONS - forms - 1 - buttonsOf(view, forms).length;
  return view.rivals.slice(0, Math.min(MOST_BESIDE, room)).map(({ partnerName, claim: { claimId } }) => ({
    title: `Show ${clean(partnerName, 24)}`,
    claimId,
  }));
}

/** A claim that is over can be made anew: a copy, or after the end of a subscription one for whatever followed it. */
function partnerButtons({ claimId, customerId, partnerId, status, reason }: Claim): CardButton[] {
  const isOver = status === 'rejected' || status === 'rejected-final';
  const from = reason === 'subscription-ended' ? { partnerId, customerId } : { claimId };
  return [
    ...(isOver ? [button('Claim again', 'claim.new', from)] : []),
    button('All claims', 'claims.list', { partnerId }),
    ...(isOver ? [] : [button('Copy as new', 'claim.new', { claimId })]),
  ];
}
