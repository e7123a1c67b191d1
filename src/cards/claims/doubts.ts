import type { Claim } from '../../domain/claims/claim.ts';
import type { Doubt } from '../../domain/claims/doubt.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { productName } from '../associations/product.ts';
import { targetName } from './target-name.ts';

/** What the operators have to check before they approve; `''`: nothing that Porter knows of. */
export function doubtLine({ claim, doubt }: ClaimView): string {
  return doubt === undefined ? '' : `To check: ${doubtText(doubt, claim)} So it is recorded now.`;
}

function doubtText(doubt: Doubt, { target }: Pick<Claim, 'target'>): string {
  switch (doubt.code) {
    case 'of-another-customer':
      return 'this is a subscription of another customer.';
    case 'unknown-subscription':
      return 'the customer has no such subscription.';
    case 'no-active-subscription':
      return `the customer has no active subscription with ${targetName(doubt.workload)}.`;
    case 'not-in-force':
      return `the subscription is ${doubt.status}.`;
    case 'other-product':
      return `the subscription is of ${productName(doubt.product)}, which this activity is not for.`;
    case 'unknown-product':
      return `the subscription is of ${productName(doubt.product)}, a product that I do not know.`;
    case 'licensing':
      return `it is licensed by ${doubt.licensing}; this activity takes ${doubt.allowed.join(', ')}.`;
    case 'usage-only-workload':
      return `${targetName(target)} is recognised for usage only.`;
    case 'not-a-workload':
    case 'not-a-subscription':
      return `${targetName(target)} is nothing that this activity is for.`;
    default:
      return unreachable(doubt);
  }
}
