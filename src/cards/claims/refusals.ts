import type { NotEligible, Unchecked } from '../../domain/claims/eligibility.ts';
import type { ProofMissing } from '../../domain/claims/proof.ts';
import type { ClaimActivity } from '../../domain/shared/catalogue.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { productName } from '../associations/product.ts';
import { ACTIVITY_SHORT_NAMES } from '../kit/labels.ts';
import { listed } from '../kit/text.ts';
import { targetName } from './target-name.ts';

/** Why a target was refused, as the submission tells. */
export type TargetWhy =
  | NotEligible
  | {
      readonly code: 'already-claimed';
      readonly claim: { readonly claimId: string; readonly activity: ClaimActivity };
    };

const LICENSING_NAMES = {
  EA: 'Enterprise Agreement',
  'CASA/EES': 'CASA/EES',
  MOSA: 'Web Direct (MOSA)',
  CSP: 'CSP',
  'CSP-legacy': 'legacy CSP',
  MPSA: 'MPSA',
} as const;

/** The rule and the way out, for a card. @param target as typed */
export function targetRefusedText(why: TargetWhy, activity: ClaimActivity, target: string): string {
  const name = targetName(target);
  switch (why.code) {
    case 'not-a-workload':
      return `${ACTIVITY_SHORT_NAMES[activity]} claims workloads, and ${name} is none. Choose from the list.`;
    case 'not-a-subscription':
      return `${ACTIVITY_SHORT_NAMES[activity]} claims a subscription by its id, and ${name} is none. Choose from the list, or copy the id from the customer’s admin centre.`;
    case 'usage-only-workload':
      return `${name} is recognised for usage only and pays no incentive. Choose “${ACTIVITY_SHORT_NAMES['usage-only']}” as activity for it.`;
    case 'no-active-subscription':
      return `The customer has no active subscription with ${name}. Claim it once there is one; a new subscription takes up to 7 days to show.`;
    case 'unknown-subscription':
      return `${name} is not among this customer’s subscriptions. Check the id; a new subscription takes up to 7 days to show.`;
    case 'other-product':
      return otherProductText(why.product, name);
    case 'not-in-force':
      return `${name} is ${why.status}; only one that is active or in grace can be claimed. Claim the subscription that followed it: on renewal the id changes.`;
    case 'licensing':
      return licensingText(why, activity, name);
    case 'already-claimed':
      return alreadyText(why.claim, activity, name);
    default:
      return unreachable(why);
  }
}

export function proofMissingText({ code }: ProofMissing): string {
  switch (code) {
    case 'proof-missing':
      return 'This activity needs proof of execution. Add a link here, or save as draft and send me the file: best with the customer’s acknowledgement, dates, your service and the product.';
    case 'assignment-mail-alone':
      return 'A referral’s assignment mail alone is no proof. Add what the customer has acknowledged, such as a signed statement of work.';
    default:
      return unreachable(code);
  }
}

/** What the reviewer has to see to, since Porter was never told. */
export function uncheckedText(unchecked: readonly Unchecked[]): string {
  if (unchecked.includes('subscriptions')) {
    return 'I know nothing of this customer’s subscriptions, so whether they fit is left to the reviewer.';
  }
  const lines = [
    unchecked.includes('product') ? unknownProductText('this product') : '',
    unchecked.includes('licensing')
      ? 'How the subscription is licensed I was never told, so whether it fits is left to the reviewer.'
      : '',
  ];
  return lines.filter((line) => line !== '').join(' ');
}

/** Of products that are in no catalogue: the claim is taken, and may come to nothing. @param what named or "this product", escaped */
export function unknownProductText(what: string): string {
  return `I do not know ${what}. Whether it counts is left to the reviewer, and no points are promised.`;
}

/** What to claim instead, by the product that the subscription is of. */
function otherProductText(product: string, name: string): string {
  const rule = `${name} is a subscription of ${productName(product)}, which Business Applications claims are not open to.`;
  return product === 'azure'
    ? `${rule} Azure is not claimed by CPOR: become its partner of record (DPOR), or link your work by PAL.`
    : `${rule} Choose “${ACTIVITY_SHORT_NAMES['osu-m365']}” or “${ACTIVITY_SHORT_NAMES['usage-only']}”, and the workload that you serve.`;
}

function licensingText(
  { licensing, allowed, instead }: Extract<NotEligible, { code: 'licensing' }>,
  activity: ClaimActivity,
  name: string,
): string {
  if (licensing === 'MPSA') {
    return `${name} is licensed by MPSA, for which there are no claims at all. Ask the customer about moving to another agreement.`;
  }
  const names = listed(allowed.map((one) => LICENSING_NAMES[one]));
  const rule = `${name} is licensed by ${LICENSING_NAMES[licensing]}; ${ACTIVITY_SHORT_NAMES[activity]} takes ${names}.`;
  if (instead.length > 0) {
    return `${rule} ${listed(instead.map((one) => `“${ACTIVITY_SHORT_NAMES[one]}”`))} would fit.`;
  }
  return licensing === 'CSP'
    ? `${rule} Nothing is to be claimed: whoever sells by CSP is credited by itself.`
    : rule;
}

function alreadyText(
  claim: { readonly claimId: string; readonly activity: ClaimActivity },
  activity: ClaimActivity,
  name: string,
): string {
  if (activity === 'revrec' && claim.activity === 'osa') {
    return `${name}: your OSA claim ${claim.claimId} brings its RevRec by itself, shown in scorecards about a month later. There is nothing to claim.`;
  }
  return `Your location claims or holds ${name} already, by ${claim.claimId}. Open that claim to add proof; if something in it is wrong, withdraw it first.`;
}
