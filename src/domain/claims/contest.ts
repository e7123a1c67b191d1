import { claimsSubscription } from './activities.ts';
import { isLive, type Claim, type NewClaim } from './claim.ts';

type Claiming = Pick<Claim, 'claimId' | 'partnerId' | 'activity'>;

/**
 * The partner's own live claim that makes another of it pointless: the same activity on the target; on a workload any, since
 * a workload is claimed for usage once; RevRec beside OSA, which brings it.
 *
 * @param live the live claims on the target
 */
export function ownClaimInTheWay(claim: Claiming, live: readonly Claim[]): Claim | undefined {
  return live.find(
    (other) =>
      other.partnerId === claim.partnerId &&
      other.claimId !== claim.claimId &&
      !mayStandTogether(claim.activity, other.activity),
  );
}

/** Whether one partner may claim one target for both: a subscription for several activities, a workload once. */
export function mayStandTogether(one: Claim['activity'], other: Claim['activity']): boolean {
  if (!claimsSubscription(one) || !claimsSubscription(other) || one === other) return false;
  return one === 'osu-bizapps' || other === 'osu-bizapps';
}

/** Live claims of other partners: what a claim on the same target is up against. */
export function rivalsOf(claim: Pick<NewClaim, 'partnerId'>, onTarget: readonly Claim[]): readonly Claim[] {
  return onTarget.filter((other) => other.partnerId !== claim.partnerId && isLive(other));
}

/** When the contest began that a newcomer joins: now, unless its rivals are at it already. */
export function contestSince(rivals: readonly Claim[], now: Date): Date {
  const known = rivals.flatMap(({ contest }) => (contest === null ? [] : [contest.since.getTime()]));
  return new Date(Math.min(now.getTime(), ...known));
}

/**
 * The claim as contested, asked for more proof until `answerBy`; one that is contested already stays as it is.
 *
 * @param since when the contest of the target began
 */
export function contested(claim: Claim, now: Date, answerBy: Date, since = now): Claim {
  if (claim.contest !== null) return claim;
  return {
    ...claim,
    contest: { since, answerBy, answeredAt: null },
    updatedAt: now,
    revision: claim.revision + 1,
  };
}
