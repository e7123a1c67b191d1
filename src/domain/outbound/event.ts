import type { Claim } from '../claims/claim.ts';
import type { Offer, Referral } from '../referrals/referral.ts';
import type { CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';

/**
 * What a partner's own system is told of a change of theirs: no more than the location's people see, and less: no contact of
 * a customer, no free text, nothing of other partners, and nobody's name.
 */
export interface OutboundEvent {
  readonly type: 'porter.offer.changed' | 'porter.claim.changed' | 'porter.dpor.gained' | 'porter.dpor.lost';
  readonly partnerId: PartnerId;
  /** What tells one change from the next. */
  readonly key: readonly (string | number)[];
  readonly subject: string;
  readonly at: Date;
  readonly data: { readonly [field: string]: unknown };
}

/** An offer to a location, new or in another state. */
export function offerChanged(
  { referralId, kind, customer }: Referral,
  part: number,
  offer: Offer,
  partnerId: PartnerId,
): OutboundEvent {
  const { round, revision, status, workloads, offeredAt, respondBy, decidedAt, outcome } = offer;
  const { customerId, name, country, seats } = customer;
  return {
    type: 'porter.offer.changed',
    partnerId,
    key: [referralId, part, round, revision],
    subject: `${referralId}/${part}`,
    at: decidedAt ?? offeredAt,
    data: {
      referralId,
      part,
      partnerId,
      kind,
      customer: { customerId, name, country, seats },
      workloads,
      status,
      offeredAt: offeredAt.toISOString(),
      respondBy: respondBy?.toISOString() ?? null,
      decidedAt: decidedAt?.toISOString() ?? null,
      outcome: outcome?.result ?? null,
    },
  };
}

/** A claim of a location, in another state. @param revision of the change that is told; the claim may have gone on since */
export function claimChanged(claim: Claim, revision: number): OutboundEvent {
  const { claimId, partnerId, customerId, activity, target, status, reason, submittedAt, updatedAt } = claim;
  return {
    type: 'porter.claim.changed',
    partnerId,
    key: [claimId, revision],
    subject: claimId,
    at: updatedAt,
    data: {
      claimId,
      partnerId,
      customerId,
      activity,
      target,
      status,
      reason,
      submittedAt: submittedAt?.toISOString() ?? null,
      updatedAt: updatedAt.toISOString(),
    },
  };
}

/** A subscription whose Digital Partner of Record a location became, or is no longer. Who else is, it is not told. */
export function dporChanged(
  change: {
    readonly customerId: CustomerId;
    readonly subscriptionId: SubscriptionId;
    readonly changedAt: Date;
    readonly key: string;
  },
  partnerId: PartnerId,
  what: 'gained' | 'lost',
): OutboundEvent {
  const { customerId, subscriptionId, changedAt, key } = change;
  return {
    type: `porter.dpor.${what}`,
    partnerId,
    key: [subscriptionId, changedAt.toISOString(), key],
    subject: subscriptionId,
    at: changedAt,
    data: { subscriptionId, customerId, partnerId, changedAt: changedAt.toISOString() },
  };
}
