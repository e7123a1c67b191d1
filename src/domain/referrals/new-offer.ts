import type { Workload } from '../shared/catalogue.ts';
import { addDays } from '../shared/time.ts';
import type { Location } from './location.ts';
import type { Reservation } from './reservation.ts';
import type { ReferralPolicy } from './policy.ts';
import type { Offer, Unplaced } from './referral.ts';

/** An offer to a location, open until `policy.respondDays` after `now`. */
export function offerTo(
  location: Location,
  share: Pick<Reservation['shares'][number], 'workloads' | 'why' | 'claimed'>,
  round: number,
  policy: ReferralPolicy,
  now: Date,
): Offer {
  const { workloads, why, claimed } = share;
  return {
    ...newOffer(round, workloads, now),
    partnerId: location.partnerId,
    partnerName: location.name,
    status: 'offered',
    why,
    claimed,
    respondBy: addDays(now, policy.respondDays),
  };
}

/** What no partner takes goes to the FastTrack Center. */
export function offerToFastTrack(
  workloads: readonly Workload[],
  why: Unplaced,
  round: number,
  now: Date,
): Offer {
  return {
    ...newOffer(round, workloads, now),
    partnerId: 'FTC',
    partnerName: 'FastTrack Center',
    status: 'ftc',
    why,
    reason: why,
  };
}

/** A Benefit referral below the floor goes to nobody. */
export function offerToNobody(workloads: readonly Workload[], round: number, now: Date): Offer {
  const why = 'below-benefit-floor';
  return {
    ...newOffer(round, workloads, now),
    partnerId: '',
    partnerName: '',
    status: 'not-eligible',
    why,
    reason: why,
  };
}

function newOffer(round: number, workloads: readonly Workload[], offeredAt: Date) {
  return {
    round,
    workloads: [...workloads],
    claimed: [],
    offeredAt,
    respondBy: null,
    decidedAt: null,
    decidedBy: null,
    reason: '',
    notes: '',
    opId: '',
    revision: 1,
    assignee: null,
    journal: [],
    followUp: null,
    outcome: null,
  };
}
