import type { Workload } from '../shared/catalogue.ts';
import { bestOfEach, fittest } from './best-set.ts';
import type { Location } from './location.ts';
import {
  byFewestReceived,
  choose,
  endorsedFor,
  whyChosen,
  type Claims,
  type MatchRequest,
  type Priority,
} from './match.ts';

/** Most partners that share a referral. Source: FPC Customer Referrals FAQ, "split between 2 or 3 partners". */
export const MAX_PARTNERS = 3;

/** What one location takes. */
export interface Share {
  readonly location: Location;
  /** In the order asked for; never empty. */
  readonly workloads: readonly Workload[];
  readonly why: 'claim' | 'dpor' | 'round-robin';
  /** Workloads of these on which it holds an approved CPOR claim at the customer. */
  readonly claimed: readonly Workload[];
}

export interface Split {
  /** Lowest partnerId first. One share of everything is a whole match. */
  readonly shares: readonly Share[];
  /** What nobody takes, for the FastTrack Center; in the order asked for. */
  readonly remainder: readonly Workload[];
}

/**
 * Who takes what. A location that covers everything takes it whole, by the order of {@link choose}. Else, whoever is DPOR, it
 * is the set of at most `most` locations that covers most workloads; of those the smallest; then the one with most holders of
 * an approved CPOR claim on the customer; then with the smallest sum of `received`; then with the lowest sorted partnerIds,
 * compared number by number. A workload that several of them cover goes to the one whose claim names it, then to the fewest
 * `received`, then to the lowest partnerId. The outcome does not depend on the order of `candidates`.
 *
 * Each location of the set gets at least one workload: it is the smallest set that covers so much, so each covers one that
 * no other of it does, else one could be left out.
 *
 * **Cost** O(n + m² + w·2ʷ) for n candidates with m distinct coverages of w workloads, m < min(n + 1, 2ʷ).
 *
 * @param candidates locations that meet every criterion but the workloads, not paused; who covers none is passed over
 * @param most partners that may still join, 0 to {@link MAX_PARTNERS}
 */
export function splitAmong(
  candidates: readonly Location[],
  { workloads }: Pick<MatchRequest, 'workloads'>,
  priority: Priority,
  most: number,
  now: Date,
): Split {
  const { claims } = priority;
  const everything = 2 ** workloads.length - 1;
  const covering = candidates.map((location) => ({ location, covers: coverage(location, workloads, now) }));
  const able = covering.filter(({ covers }) => covers === everything).map(({ location }) => location);
  const whole = most > 0 ? choose(able, priority, workloads) : undefined;
  const chosen = whole === undefined ? fittest(bestOfEach(covering, claims), everything, most) : [whole];
  const split = assigned(chosen, workloads, claims, now);
  if (whole === undefined) return split;
  return { ...split, shares: split.shares.map((share) => ({ ...share, why: whyChosen(whole, priority) })) };
}

function coverage(location: Location, workloads: readonly Workload[], now: Date): number {
  const endorsed = endorsedFor(location, workloads, now);
  return workloads.reduce((bits, workload, at) => (endorsed.includes(workload) ? bits | (1 << at) : bits), 0);
}

function assigned(
  chosen: readonly Location[],
  workloads: readonly Workload[],
  claims: Claims,
  now: Date,
): Split {
  const members = chosen.toSorted((a, b) => a.order - b.order);
  const names = (location: Location, workload: Workload): number =>
    claims.get(location.partnerId)?.includes(workload) === true ? 1 : 0;
  const takers = new Map<Workload, Location>();
  for (const workload of workloads) {
    const [taker] = members
      .filter((location) => endorsedFor(location, workloads, now).includes(workload))
      .sort((a, b) => names(b, workload) - names(a, workload) || byFewestReceived(a, b));
    if (taker !== undefined) takers.set(workload, taker);
  }
  const shares = members.map((location): Share => {
    const taken = workloads.filter((workload) => takers.get(workload) === location);
    return {
      location,
      workloads: taken,
      why: claims.has(location.partnerId) ? 'claim' : 'round-robin',
      claimed: taken.filter((workload) => names(location, workload) === 1),
    };
  });
  return { shares, remainder: workloads.filter((workload) => !takers.has(workload)) };
}
