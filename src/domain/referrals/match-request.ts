import type { Workload } from '../shared/catalogue.ts';
import type { PartnerId } from '../shared/ids.ts';
import type { MatchRequest } from './match.ts';
import type { Part, Referral } from './referral.ts';

/**
 * What a part asks of a location.
 *
 * @param leftOut locations of the operator who ordered the matching, as far as they are known
 */
export function requestOf(referral: Referral, part: Part, leftOut: readonly PartnerId[] = []): MatchRequest {
  const { country, language, industry, seats } = referral.customer;
  const { workloads } = part;
  const letGo = letGoOf(referral, workloads);
  return { kind: referral.kind, country, language, industry, seats, workloads, letGo, leftOut };
}

/** Everybody who was offered one of the workloads before, whichever part it lay in then: they let it go, or it was taken back. */
function letGoOf(referral: Referral, workloads: readonly Workload[]): PartnerId[] {
  const offers = referral.parts.flatMap((part) => part.offers);
  const before = offers.filter((offer) => offer.workloads.some((workload) => workloads.includes(workload)));
  return [
    ...new Set(
      before.flatMap(({ partnerId }) => (partnerId === 'FTC' || partnerId === '' ? [] : [partnerId])),
    ),
  ];
}
