import type { Actor } from '../../domain/memberships/person.ts';
import { mayActOn, type Rights } from '../../domain/memberships/rights.ts';
import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { rightsAt } from '../memberships/rights.ts';
import { findReferral } from './load.ts';

/** A referral part as somebody of one location may see it: with the offer that this location got. */
export interface OfferView {
  readonly referral: Referral;
  readonly part: Part;
  readonly offer: Offer;
  readonly rights: Rights;
}

export interface OfferRef {
  readonly referralId: ReferralId;
  readonly part: number;
  /** The round that a card was made for; absent: the location's latest. */
  readonly offer?: number | undefined;
}

/** Nothing can be probed: what does not exist and what one may not see are refused alike. */
export type OfferRefused = { readonly code: 'forbidden' };

/**
 * The offer that a person may see: of the round named, or of the latest round at a location where they have a right.
 */
export async function findOffer(
  { documents, clock }: Context,
  actor: Pick<Actor, 'personId'>,
  ref: OfferRef,
): Promise<Result<OfferView, OfferRefused>> {
  const stored = await findReferral(documents, ref.referralId);
  return stored === undefined
    ? refuse({ code: 'forbidden' })
    : viewOf(documents, stored.value, actor, ref, clock.now());
}

export async function viewOf(
  documents: Context['documents'],
  referral: Referral,
  actor: Pick<Actor, 'personId'>,
  ref: OfferRef,
  now: Date,
): Promise<Result<OfferView, OfferRefused>> {
  const part = referral.parts.find((candidate) => candidate.part === ref.part);
  if (part === undefined) return refuse({ code: 'forbidden' });
  const rounds = part.offers.filter((offer) => ref.offer === undefined || offer.round === ref.offer);
  for (const partnerId of locationsOf(rounds)) {
    const rights = await rightsAt(documents, actor, partnerId, now);
    if (rights === undefined || !mayActOn(referral.kind, rights)) continue;
    const offer = rounds.findLast((candidate) => candidate.partnerId === partnerId);
    if (offer !== undefined) return ok(pick(referral, part.part, offer.round, rights));
  }
  return refuse({ code: 'forbidden' });
}

/** The same offer in a referral that has moved on. */
export function pick(referral: Referral, number: number, round: number, rights: Rights): OfferView {
  const part = referral.parts.find((candidate) => candidate.part === number);
  const offer = part?.offers.find((candidate) => candidate.round === round);
  if (part === undefined || offer === undefined) throw new Error(`no offer ${number}/${round}`);
  return { referral, part, offer, rights };
}

/** Latest first, each once. */
function locationsOf(offers: readonly Offer[]): PartnerId[] {
  const ids = offers
    .toReversed()
    .flatMap(({ partnerId }) => (partnerId === 'FTC' || partnerId === '' ? [] : [partnerId]));
  return [...new Set(ids)];
}
