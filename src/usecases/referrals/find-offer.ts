import type { Offer, Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import type { Documents } from '../ports.ts';
import { findReferral } from './load.ts';

export type OfferTask = { readonly referralId: ReferralId; readonly part: number; readonly round: number };

/** An offer to a location, with the referral it belongs to. */
export interface FoundOffer {
  readonly referral: Referral;
  readonly offer: Offer;
  readonly partnerId: PartnerId;
}

/** @returns undefined for an offer that is not there, or was made to no partner */
export async function findOfferOf(documents: Documents, task: OfferTask): Promise<FoundOffer | undefined> {
  const stored = await findReferral(documents, task.referralId);
  return stored && foundIn(stored.value, task.part, task.round);
}

export function foundIn(referral: Referral, part: number, round: number): FoundOffer | undefined {
  const offers = referral.parts.find((candidate) => candidate.part === part)?.offers;
  const offer = offers?.find((candidate) => candidate.round === round);
  if (offer === undefined || offer.partnerId === 'FTC' || offer.partnerId === '') return undefined;
  return { referral, offer, partnerId: offer.partnerId };
}

/** The document that says whom an offer was told to. */
export function toldId(task: Pick<OfferTask, 'part' | 'round'>): string {
  return `told:${task.part}:${task.round}`;
}
