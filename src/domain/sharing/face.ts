import type { CustomerAssociations } from '../associations/association.ts';
import type { CustomerView } from '../associations/customer-view.ts';
import type { ClaimEntry } from '../claims/claim-entry.ts';
import type { Claim } from '../claims/claim.ts';
import type { ClaimView } from '../claims/view.ts';
import type { OfferEntry } from '../referrals/offer-entry.ts';
import type { Offer, Referral } from '../referrals/referral.ts';
import type { CustomerId } from '../shared/ids.ts';
import type { Thing } from './thing.ts';

/** How a customer stands with the location of whoever shares it. */
export type Tied = 'associated' | 'former' | 'referred';

/** Where a thing stands, as everybody may read it. */
export type Standing =
  | ({ readonly kind: 'claim'; readonly isContested: boolean } & Pick<Claim, 'status' | 'reason'>)
  | ({ readonly kind: 'referral'; readonly handedBack: boolean } & Pick<Offer, 'status'>)
  | { readonly kind: 'customer'; readonly tied: Tied };

/**
 * All that others may read of something that a person shares: a name and a state. Neither by when, nor at which location, nor
 * who did what.
 */
export interface Face {
  readonly thing: Thing;
  /** `''`: whoever shares it knows no name. */
  readonly customerName: string;
  /** Of whom only an end is shown, and only without a name; undefined where it is not known. */
  readonly customerId: CustomerId | undefined;
  readonly standing: Standing;
}

export function faceOfClaim({
  claimId,
  customerId,
  customerName,
  status,
  reason,
  isContested,
}: Pick<ClaimEntry, 'claimId' | 'customerId' | 'customerName' | 'status' | 'reason' | 'isContested'>): Face {
  return {
    thing: { claimId },
    customerName,
    customerId,
    standing: { kind: 'claim', status, reason, isContested },
  };
}

export function faceOfClaimView({ claim, customerName }: ClaimView): Face {
  return faceOfClaim({ ...claim, customerName, isContested: claim.contest !== null });
}

export function faceOfOffer({
  referralId,
  part,
  customerId,
  customerName,
  status,
  handedBack,
}: Pick<OfferEntry, 'referralId' | 'part' | 'customerId' | 'customerName' | 'status' | 'handedBack'>): Face {
  return {
    thing: { referralId, part },
    customerName,
    customerId,
    standing: { kind: 'referral', status, handedBack },
  };
}

export function faceOfOfferView({
  referral: { referralId, customer },
  part: { part },
  offer: { status, handedBack },
}: {
  readonly referral: Referral;
  readonly part: { readonly part: number };
  readonly offer: Offer;
}): Face {
  const { customerId, name: customerName } = customer;
  return faceOfOffer({ referralId, part, customerId, customerName, status, handedBack: handedBack === true });
}

export function faceOfCustomer({
  customerId,
  customerName,
}: Pick<CustomerAssociations, 'customerId' | 'customerName'>): Face {
  return {
    thing: { customerId },
    customerName,
    customerId,
    standing: { kind: 'customer', tied: 'associated' },
  };
}

export function faceOfCustomerView({ customerId, customerName, at }: CustomerView): Face {
  const face = faceOfCustomer({ customerId, customerName });
  return { ...face, standing: { kind: 'customer', tied: tiedAt(at) } };
}

function tiedAt(at: CustomerView['at']): Tied {
  if (at.some(({ ties }) => ties.length > 0)) return 'associated';
  return at.some(({ endings }) => endings.length > 0) ? 'former' : 'referred';
}
