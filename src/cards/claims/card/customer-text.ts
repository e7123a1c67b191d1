import { isLive } from '../../../domain/claims/claim.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { say } from '../../../words/say.ts';
import type { Text } from '../../../words/text.ts';
import { clean, plain } from '../../kit/text.ts';
import { targetName } from '../target-name.ts';

/**
 * Text that a partner sends to the customer's tenant administrator, so that the request is not declined; in the customer's
 * language, where the partner may know it.
 */
export function customerText(view: ClaimView, reader: { readonly locale: string }): Text[] {
  const { claim, partnerName, customerLanguage } = view;
  if (!isLive(claim)) return [];
  const customer = { locale: customerLanguage ?? reader.locale };
  const partner = plain(partnerName, 100);
  const target = targetName(claim.target, customer, view.product);
  return [
    say(customer, 'claims.letter.ask', { partner, target }),
    say(customer, 'claims.letter.notice'),
    say(customer, 'claims.letter.meaning', { partner, target }),
    say(customer, 'claims.letter.number', { claim: clean(claim.claimId) }),
  ];
}
