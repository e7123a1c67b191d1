import type { Claim } from '../../../domain/claims/claim.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import type { Reads } from '../../../words/language.ts';
import { say } from '../../../words/say.ts';
import { button, type CardButton } from './forms.ts';

/** Where to go from here; the less needed last. */
export function buttonsOf({ claim, as }: ClaimView, reader: Reads): CardButton[] {
  const { claimId } = claim;
  const files = claim.evidence.some(({ fileId }) => fileId !== null)
    ? [button(say(reader, 'claims.button.files'), 'claim.files', { claimId })]
    : [];
  return [
    ...files,
    ...(as === 'operator'
      ? [button(say(reader, 'claims.button.queue'), 'claims.queue', {})]
      : partnerButtons(claim, reader)),
  ];
}

function partnerButtons(claim: Claim, reader: Reads): CardButton[] {
  const { claimId, partnerId } = claim;
  return [
    button(say(reader, 'claims.button.all'), 'claims.list', { partnerId }),
    ...(isOver(claim) ? [] : [button(say(reader, 'claims.button.copy'), 'claim.new', { claimId })]),
  ];
}

/**
 * A claim that is over can be made anew: a copy, or after the end of a subscription one for whatever followed it.
 *
 * @param isFirst there is nothing better to do
 */
export function againButton({ claim, as }: ClaimView, isFirst: boolean, reader: Reads): CardButton[] {
  if (as === 'operator' || !isOver(claim)) return [];
  const { claimId, customerId, partnerId, reason } = claim;
  const from = reason === 'subscription-ended' ? { partnerId, customerId } : { claimId };
  const style = isFirst ? 'positive' : 'default';
  return [button(say(reader, 'claims.button.again'), 'claim.new', from, style)];
}

function isOver({ status }: Claim): boolean {
  return status === 'rejected' || status === 'rejected-final';
}
