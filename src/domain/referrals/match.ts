import { z } from 'zod';
import type { Workload } from '../shared/catalogue.ts';
import type { PartnerId } from '../shared/ids.ts';
import { dayOf } from '../shared/time.ts';
import type { Location } from './location.ts';
import { BENEFIT_SEATS_FLOOR } from './policy.ts';
import type { ReferralKind } from './referral.ts';

/** What a referral asks of a location. Country upper case, language and industry lower case. */
export interface MatchRequest {
  readonly kind: ReferralKind;
  readonly country: string;
  readonly language: string;
  readonly industry: string;
  readonly seats: number;
  readonly workloads: readonly Workload[];
  /** Locations that have let some of it go; it never returns to them. */
  readonly letGo: readonly PartnerId[];
  /** Locations of the operator at whose order it is matched: it never goes to them. */
  readonly leftOut: readonly PartnerId[];
}

/** The workloads on which a location holds approved CPOR claims at the customer; a claim on a subscription adds none. */
export type Claims = ReadonlyMap<PartnerId, readonly Workload[]>;

/** Who comes before the round robin, of those that meet every criterion. */
export interface Priority {
  readonly claims: Claims;
  /** Locations that are DPOR of one of the customer's subscriptions. */
  readonly dpor: ReadonlySet<PartnerId>;
}

/** Why a location is not matched. `paused` is judged last, so that it means: everything else holds. */
export const Criterion = z.enum([
  'let-go',
  'own-partner',
  'referral-ready',
  'membership',
  'country',
  'language',
  'size',
  'industry',
  'endorsement',
  'paused',
]);
export type Criterion = z.infer<typeof Criterion>;

/** A Benefit referral below the FastTrack floor is offered to nobody. */
export function isEligible(kind: ReferralKind, seats: number): boolean {
  return kind === 'standard' || seats >= BENEFIT_SEATS_FLOOR;
}

/**
 * The first criterion that a location fails for a request, or undefined when it meets them all: location, language, customer
 * size, industry and an endorsement for every workload. Source: FPC Customer Referrals FAQ, questions on matching; programme
 * by kind: FPC knowledge base KA-01114.
 *
 * @param now decides which specializations, memberships and pauses are in force (days in UTC)
 */
export function firstFailed(location: Location, request: MatchRequest, now: Date): Criterion | undefined {
  if (request.letGo.includes(location.partnerId)) return 'let-go';
  if (request.leftOut.includes(location.partnerId)) return 'own-partner';
  if (!location.referralReady) return 'referral-ready';
  if (!hasMembershipFor(request.kind, location, now)) return 'membership';
  if (!location.countries.includes(request.country)) return 'country';
  if (!location.languages.includes(request.language)) return 'language';
  if (request.seats < location.minSeats) return 'size';
  if (location.maxSeats !== null && request.seats > location.maxSeats) return 'size';
  if (!location.industries.includes('*') && !location.industries.includes(request.industry))
    return 'industry';
  if (endorsedFor(location, request.workloads, now).length < request.workloads.length) return 'endorsement';
  if (isPaused(location, now)) return 'paused';
  return undefined;
}

/** Those of the workloads that a location is endorsed for: through the last valid day of the specialization, in UTC. */
export function endorsedFor(location: Location, workloads: readonly Workload[], now: Date): Workload[] {
  const today = dayOf(now);
  const inForce = location.endorsements.filter(({ expires }) => today <= expires);
  return workloads.filter((workload) => inForce.some((endorsement) => endorsement.workload === workload));
}

/** Benefit referrals go to FastTrack Ready Partners only, Standard ones to any member of the community. */
export function hasMembershipFor(kind: ReferralKind, location: Location, now: Date): boolean {
  const today = dayOf(now);
  return location.memberships.some(
    ({ program, ends }) => (kind === 'standard' || program === 'FRP') && (ends === null || today <= ends),
  );
}

/** A pause holds up to, not at, its end. */
export function isPaused(location: Location, now: Date): boolean {
  return location.pausedUntil !== null && now < location.pausedUntil;
}

/**
 * The one to offer to among locations that meet every criterion: holders of an approved CPOR claim on the customer first,
 * of these the one that claims most of the requested workloads; then those that are its DPOR; then the others. In each of
 * these: fewest received, longest without an offer (never offered first), lowest partnerId as a number. The outcome does not
 * depend on the order of `eligible`.
 * Source: FPC Customer Referrals FAQ (claims first, then round robin). That the DPOR comes in between is inferred from the
 * DPOR slides of the partner associations deck ("FastTrack defers to the DPOR"); the ties are Porter's.
 */
export function choose(
  eligible: readonly Location[],
  priority: Priority,
  workloads: readonly Workload[],
): Location | undefined {
  return eligible.toSorted(
    (a, b) => rankOf(b, priority, workloads) - rankOf(a, priority, workloads) || byRoundRobin(a, b),
  )[0];
}

/** In what capacity a location that takes everything was chosen. */
export function whyChosen(
  { partnerId }: Pick<Location, 'partnerId'>,
  { claims, dpor }: Priority,
): 'claim' | 'dpor' | 'round-robin' {
  if (claims.has(partnerId)) return 'claim';
  return dpor.has(partnerId) ? 'dpor' : 'round-robin';
}

/** Round robin order, least served first; total, so that two locations never tie. */
export function byRoundRobin(a: Location, b: Location): number {
  return (
    a.received - b.received ||
    (a.lastOfferedAt?.getTime() ?? -Infinity) - (b.lastOfferedAt?.getTime() ?? -Infinity) ||
    a.order - b.order
  );
}

/** Fewest received, then the lowest partnerId as a number: how those who share a referral are compared. */
export function byFewestReceived(a: Location, b: Location): number {
  return a.received - b.received || a.order - b.order;
}

/** With a claim 2 plus the number of requested workloads claimed, as DPOR 1, else 0. */
function rankOf({ partnerId }: Location, { claims, dpor }: Priority, workloads: readonly Workload[]): number {
  const claimed = claims.get(partnerId);
  if (claimed === undefined) return dpor.has(partnerId) ? 1 : 0;
  return 2 + workloads.filter((workload) => claimed.includes(workload)).length;
}
