import { randomUUID } from 'node:crypto';
import type { Location } from '../../domain/referrals/location.ts';
import { awaitsMatching } from '../../domain/referrals/decide.ts';
import { requestOf } from '../../domain/referrals/match-request.ts';
import { firstFailed, isEligible } from '../../domain/referrals/match.ts';
import { partnersToJoin } from '../../domain/referrals/parties.ts';
import { nextRound, partOf, type Part, type Referral } from '../../domain/referrals/referral.ts';
import type { Reservation } from '../../domain/referrals/reservation.ts';
import { MAX_PARTNERS } from '../../domain/referrals/split.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { ownPartners, type IsOwn } from '../operators/own-partner.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, replace, type Document, type Documents } from '../ports.ts';
import { findShares, type Found } from './candidates.ts';
import { findLocation, isMoving } from './directory.ts';
import { PlanDocument, ReferralDocument } from './documents.ts';
import { findReferral } from './load.ts';
import { findPlan, giveBack, openLocations, planId, take } from './plan.ts';

/** What a part comes to in a round: `moving`, the directory is not whole yet; `below-floor`, it is offered to nobody. */
export type Reserved =
  | { readonly kind: 'moving'; readonly round: number }
  | { readonly kind: 'below-floor'; readonly round: number }
  | { readonly kind: 'reserved'; readonly round: number; readonly reservation: Reservation }
  | {
      readonly kind: 'nobody';
      readonly round: number;
      readonly why: Found['remainderWhy'];
      readonly leftOut: readonly PartnerId[];
    };

/**
 * Chooses who takes a part and counts it for them (`plan.ts`). A re-run finds its plan and goes on from there, unless somebody
 * was changed or has paused since: then it is given back, and chosen anew.
 *
 * The plan is written at the referral's etag, so that whoever changes the referral meanwhile either conflicts with it, or sees it.
 *
 * @returns undefined when the part waits for nobody any more
 */
export function reserve(
  context: Context,
  task: { readonly referralId: ReferralId; readonly part: number },
): Promise<Reserved | undefined> {
  const { documents, queues } = context;
  // One choice after the other: two at once would choose the same location, and one of them in vain.
  return decideAgain(queues, partitions.directory, async () => {
    const [referral, earlier] = await Promise.all([
      findReferral(documents, task.referralId),
      findPlan(documents, task.referralId, task.part),
    ]);
    const part = referral === undefined ? undefined : partOf(referral.value, task.part);
    const isWaiting = referral !== undefined && part !== undefined && awaitsMatching(part);
    if (earlier !== undefined) {
      const { value: plan } = earlier;
      const holds = isWaiting && isFor(plan, nextRound(part), roomIn(referral.value, part));
      if (holds && (await take(context, plan)) && (await openLocations(context, plan)) !== undefined) {
        return { kind: 'reserved', round: plan.round, reservation: plan };
      }
      await giveBack(context, earlier);
    }
    return isWaiting ? choosing(context, referral, part) : undefined;
  });
}

function isFor({ round, isVoid, shares }: Reservation, wanted: number, most: number): boolean {
  return !isVoid && round === wanted && shares.length <= most;
}

/** How many partners may still join for a part. */
export function roomIn(referral: Referral, { part }: Part): number {
  return partnersToJoin(referral, part, MAX_PARTNERS, awaitsMatching);
}

async function choosing(context: Context, referral: Document<Referral>, part: Part): Promise<Reserved> {
  const { documents, clock } = context;
  const { referralId, kind, customer } = referral.value;
  const round = nextRound(part);
  if (!isEligible(kind, customer.seats)) return { kind: 'below-floor', round };
  if (await isMoving(documents)) return { kind: 'moving', round };
  const now = clock.now();
  const found = await choose(context, referral.value, part, roomIn(referral.value, part), now);
  const { shares, remainder, remainderWhy, leftOut } = found;
  if (shares.length === 0) return { kind: 'nobody', round, why: remainderWhy, leftOut };
  const reservation: Reservation = {
    referralId,
    part: part.part,
    round,
    nonce: randomUUID(),
    isVoid: false,
    shares: shares.map(({ location: { etag, value }, ...share }) => ({
      partnerId: value.partnerId,
      etag,
      ...share,
    })),
    remainder: [...remainder],
    remainderWhy,
    ...(leftOut.length === 0 ? {} : { leftOut: [...leftOut] }),
    reservedAt: now,
  };
  await documents.commit(referral.partition, [
    create(PlanDocument, planId(part.part), reservation),
    replace(ReferralDocument, referral, referral.value),
  ]);
  const chosen = new Map(shares.map(({ location }) => [location.value.partnerId, location]));
  if (!(await take(context, reservation, chosen))) throw new ConflictError();
  return { kind: 'reserved', round, reservation };
}

type Share = Omit<Reservation['shares'][number], 'partnerId' | 'etag'> & {
  readonly location: Document<Location>;
};
type Chosen = Omit<Found, 'shares'> & {
  readonly shares: readonly Share[];
  /** Whom the rules would have chosen, were they not partners of the operator who ordered it. */
  readonly leftOut: readonly PartnerId[];
};

/**
 * Whom an operator named, if that location still meets every criterion; else whom the rules find. A part that an operator
 * asked to move goes to no partner of that operator: whoever is chosen and found to be one is left out, and chosen anew.
 */
async function choose(
  { documents }: Context,
  referral: Referral,
  part: Part,
  most: number,
  now: Date,
): Promise<Chosen> {
  const { customerId } = referral.customer;
  const isOwn = isOwnOf(documents, part);
  const named = part.redirect?.partnerId ?? null;
  if (named !== null && !(await isOwn(named))) {
    const request = requestOf(referral, part);
    const location = await findLocation(documents, named);
    if (location !== undefined && firstFailed(location.value, request, now) === undefined) {
      const share: Share = { location, workloads: [...request.workloads], why: 'operator', claimed: [] };
      return { shares: [share], remainder: [], remainderWhy: 'nobody-eligible', leftOut: [] };
    }
  }
  let leftOut: readonly PartnerId[] = [];
  for (;;) {
    const found = await findShares(documents, customerId, requestOf(referral, part, leftOut), most, now);
    const chosen = found.shares.map((share) => share.found.value.partnerId);
    const judged = await Promise.all(chosen.map(isOwn));
    const own = chosen.filter((_partnerId, at) => judged[at] === true);
    if (own.length === 0) return { ...found, shares: sharesOf(found), leftOut };
    leftOut = [...leftOut, ...own];
  }
}

/** @returns nobody's, where no operator asked for another partner */
function isOwnOf(documents: Documents, { orderedBy }: Part): IsOwn {
  return orderedBy === undefined
    ? () => Promise.resolve(false)
    : ownPartners(documents, { personId: orderedBy });
}

function sharesOf({ shares }: Found): Share[] {
  return shares.map(({ found: location, workloads, why, claimed }) => ({
    location,
    workloads: [...workloads],
    why,
    claimed: [...claimed],
  }));
}
