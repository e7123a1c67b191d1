import type { Location, Reservation } from '../../domain/referrals/location.ts';
import { requestOf } from '../../domain/referrals/match-request.ts';
import { firstFailed, isPaused } from '../../domain/referrals/match.ts';
import type { Part, Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { addDays } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob, type JobOutcome, type JobRun } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Change, type Document, type Documents } from '../ports.ts';
import { ownPartners, type IsOwn } from '../operators/own-partner.ts';
import { findShares, type Found } from './candidates.ts';
import { LocationDocument, RESERVATION_LIFE, ReservationDocument } from './documents.ts';

export type Reserved =
  | { readonly kind: 'reserved'; readonly document: Document<Reservation> }
  | { readonly kind: 'nobody'; readonly why: Found['remainderWhy']; readonly leftOut: readonly PartnerId[] };

/**
 * Chooses who takes a part and reserves it in the directory, in one commit: every chosen location at its etag, one offer
 * richer, and what was chosen. A re-run finds its reservation and goes on from there, unless one of them has paused since.
 *
 * @param most partners that may still join
 */
export function reserve(
  context: Context,
  referral: Referral,
  part: Part,
  round: number,
  most: number,
): Promise<Reserved> {
  const { documents, queues } = context;
  const id = `reservation:${referral.referralId}:${part.part}:${round}`;
  return decideAgain(queues, partitions.directory, async () => {
    const earlier = await documents.get(ReservationDocument, partitions.directory, id);
    if (earlier !== undefined) {
      const chosen = await stillReserved(context, earlier, most);
      if (chosen !== undefined) return { kind: 'reserved', document: earlier };
      await documents.commit(partitions.directory, await releasing(documents, earlier));
    }
    const now = context.clock.now();
    const found = await choose(context, referral, part, most, now);
    const { shares, remainder, remainderWhy, leftOut } = found;
    if (shares.length === 0) return { kind: 'nobody', why: remainderWhy, leftOut };
    const reservation: Reservation = {
      referralId: referral.referralId,
      part: part.part,
      round,
      shares: shares.map(({ location, ...share }) => ({ partnerId: location.value.partnerId, ...share })),
      remainder: [...remainder],
      remainderWhy,
      ...(leftOut.length === 0 ? {} : { leftOut: [...leftOut] }),
      reservedAt: now,
    };
    const etags = await documents.commit(partitions.directory, [
      create(ReservationDocument, id, reservation, RESERVATION_LIFE),
      ...shares.flatMap(({ location }) => countOffer(context, reservation, location, now)),
    ]);
    const document = { partition: partitions.directory, id, etag: etags[0] ?? '', value: reservation };
    return { kind: 'reserved', document };
  });
}

/**
 * Whether a reservation can still be offered: it is there as it was, its locations are and have not paused meanwhile, and
 * there is room for as many partners. @returns its locations, in the order of its shares; undefined: match again
 */
export async function stillReserved(
  { documents, clock }: Context,
  reservation: Document<Reservation>,
  most: number,
): Promise<readonly Location[] | undefined> {
  const { shares } = reservation.value;
  const [stored, ...locations] = await Promise.all([
    documents.get(ReservationDocument, partitions.directory, reservation.id),
    ...shares.map(({ partnerId }) => documents.get(LocationDocument, partitions.directory, partnerId)),
  ]);
  const now = clock.now();
  const open = locations.flatMap((found) => (found && !isPaused(found.value, now) ? [found.value] : []));
  const holds = stored?.etag === reservation.etag && open.length === shares.length && shares.length <= most;
  return holds ? open : undefined;
}

/** Gives a reservation back that is not offered: withdrawn while it was being matched, or somebody paused. */
export function release({ documents, queues }: Context, reservation: Document<Reservation>): Promise<void> {
  return decideAgain(queues, partitions.directory, async () => {
    const still = await documents.get(ReservationDocument, partitions.directory, reservation.id);
    if (still === undefined || still.etag !== reservation.etag) return;
    await documents.commit(partitions.directory, await releasing(documents, still));
  });
}

/** An offer leaves the round robin's window: it no longer counts for its location. */
export function forgetOffer(
  { documents, queues }: Context,
  task: { readonly partnerId: PartnerId },
  run: JobRun,
): Promise<JobOutcome> {
  return decideAgain(queues, partitions.directory, async () => {
    const location = await documents.get(LocationDocument, partitions.directory, task.partnerId);
    if (location === undefined) return 'done';
    const { receivedAllTime } = location.value;
    await documents.commit(partitions.directory, [
      replace(LocationDocument, location, { ...withOneLess(location.value), receivedAllTime }),
      run.done,
    ]);
    return 'deleted';
  });
}

type Share = Omit<Reservation['shares'][number], 'partnerId'> & { readonly location: Document<Location> };
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
    const location = await documents.get(LocationDocument, partitions.directory, named);
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

function countOffer(
  { policy }: Context,
  { referralId, part, round }: Reservation,
  location: Document<Location>,
  now: Date,
): Change[] {
  const { partnerId, received, receivedAllTime } = location.value;
  const counted = { received: received + 1, receivedAllTime: receivedAllTime + 1, lastOfferedAt: now };
  const change = replace(LocationDocument, location, { ...location.value, ...counted });
  if (policy.roundRobinDays === null) return [change];
  const id = `forget:${referralId}:${part}:${round}:${partnerId}`;
  return [change, newJob(id, { task: 'directory.forget', partnerId }, addDays(now, policy.roundRobinDays))];
}

async function releasing(documents: Documents, reservation: Document<Reservation>): Promise<Change[]> {
  const locations = await Promise.all(
    reservation.value.shares.map(({ partnerId }) =>
      documents.get(LocationDocument, partitions.directory, partnerId),
    ),
  );
  const fewer = locations.flatMap((location) =>
    location === undefined ? [] : [replace(LocationDocument, location, withOneLess(location.value))],
  );
  return [remove(reservation), ...fewer];
}

function withOneLess(location: Location): Location {
  return {
    ...location,
    received: Math.max(0, location.received - 1),
    receivedAllTime: Math.max(0, location.receivedAllTime - 1),
  };
}
