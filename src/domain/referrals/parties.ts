import type { Workload } from '../shared/catalogue.ts';
import type { PartnerId } from '../shared/ids.ts';
import { currentOffer, type Offer, type Part, type Referral } from './referral.ts';

/** Another party of a split, as everybody who takes part sees it. */
export interface Party {
  readonly part: number;
  /** `FTC`: the FastTrack Center; `null`: no partner yet, it is being matched. */
  readonly partnerId: PartnerId | 'FTC' | null;
  /** Empty while it is being matched. */
  readonly name: string;
  readonly workloads: readonly Workload[];
  /** `offered`: has not answered yet. */
  readonly status: 'offered' | 'accepted' | 'ftc' | 'matching';
}

/**
 * Who else takes a part of a referral, by part number; empty where one partner has it whole. A part that was withdrawn is
 * nobody's.
 *
 * @param part the reader's own
 */
export function partiesOf(referral: Referral, part: number): readonly Party[] {
  return referral.parts.filter((other) => other.part !== part).flatMap(partyOf);
}

/** Every partner that a part of a referral lies with, or lay with last. */
export function partnersOf({ parts }: Referral): PartnerId[] {
  return parts.flatMap((part) => {
    const { partnerId = '' } = currentOffer(part) ?? {};
    return partnerId === '' || partnerId === 'FTC' ? [] : [partnerId];
  });
}

function partyOf(part: Part): Party[] {
  const offer = currentOffer(part);
  const { part: number, workloads } = part;
  if (part.redirect === null && offer !== undefined) {
    const { partnerId, partnerName: name, status } = offer;
    if (status === 'withdrawn' || status === 'not-eligible') return [];
    const holds = status === 'offered' || status === 'accepted' || status === 'ftc';
    if (holds && partnerId !== '') return [{ part: number, partnerId, name, workloads, status }];
  }
  return [{ part: number, partnerId: null, name: '', workloads, status: 'matching' }];
}

/** An offer that a partner has: to answer, or accepted. */
export function isLive(offer: Offer | undefined): offer is Offer & { partnerId: PartnerId } {
  return offer !== undefined && (offer.status === 'offered' || offer.status === 'accepted');
}

/**
 * How many partners may still join for a part: of {@link most}, less the partners that have other parts, less one for each
 * other part on its way to a partner, so that parts matched at the same time together never go beyond.
 *
 * @param awaits whether a part is on its way to a partner
 */
export function partnersToJoin(
  referral: Referral,
  part: number,
  most: number,
  awaits: (part: Part) => boolean,
): number {
  const others = referral.parts.filter((other) => other.part !== part);
  const offers = others.filter((other) => !awaits(other)).map(currentOffer);
  const partners = new Set(offers.filter(isLive).map(({ partnerId }) => partnerId));
  return Math.max(0, most - partners.size - others.filter(awaits).length);
}
