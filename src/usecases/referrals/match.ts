import { awaitsMatching, offerPart } from '../../domain/referrals/decide.ts';
import type { Location, Reservation } from '../../domain/referrals/location.ts';
import { isEligible, type MatchRequest } from '../../domain/referrals/match.ts';
import { currentOffer, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import type { ReferralId } from '../../domain/shared/ids.ts';
import { addDays } from '../../domain/shared/time.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob, type JobOutcome, type JobRun } from '../jobs.ts';
import { LocationKind, ReferralKindOf, ReservationKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Document } from '../ports.ts';
import { findCandidate } from './candidates.ts';
import { jobsAfterOffer } from './jobs-of.ts';
import { findReferral } from './load.ts';

/**
 * Finds the location that a part goes to and offers it there; with nobody left it goes to the FastTrack Center, and a
 * Benefit referral below the floor to nobody. The choice is reserved in the directory first, at the etag of the chosen
 * location: its counters only grow, so an unchanged etag proves that the choice still is the right one. A re-run
 * finds its reservation and goes on from there.
 */
export async function matchPart(
  context: Context,
  task: { readonly referralId: ReferralId; readonly part: number },
  run: JobRun,
): Promise<JobOutcome> {
  const { documents, queues } = context;
  const before = await findReferral(documents, task.referralId);
  const part = before?.value.parts.find((candidate) => candidate.part === task.part);
  if (before === undefined || part === undefined || !awaitsMatching(part)) return 'done';
  const round = (currentOffer(part)?.round ?? 0) + 1;
  const reservation = isEligible(before.value.kind, before.value.customer.seats)
    ? await decideAgain(queues, partitions.directory, () => reserve(context, before.value, part, round))
    : undefined;

  return decideAgain(queues, partitions.referral(task.referralId), async () => {
    const referral = await findReferral(documents, task.referralId);
    const now = context.clock.now();
    const current = referral?.value.parts.find((candidate) => candidate.part === task.part);
    const stillDue =
      current !== undefined && awaitsMatching(current) && (currentOffer(current)?.round ?? 0) + 1 === round;
    if (referral === undefined || !stillDue) {
      if (reservation?.kind === 'reserved') await release(context, reservation.document);
      return 'done';
    }
    const offer = offerOf(context, current.workloads, reservation, round, now);
    const offered = offerPart(referral.value, task.part, offer);
    await documents.commit(partitions.referral(task.referralId), [
      replace(ReferralKindOf, referral, offered),
      ...jobsAfterOffer(offered, task.part, now),
      audited(`offer:${task.part}:${round}`, {
        at: now,
        actor: 'job',
        action: 'referral.offer',
        subject: `${task.referralId}/${task.part}`,
        outcome: 'done',
        detail: offer.partnerId,
      }),
      run.done,
    ]);
    return 'deleted';
  });
}

type Reserved =
  | { readonly kind: 'reserved'; readonly document: Document<Reservation>; readonly location: Location }
  | { readonly kind: 'nobody'; readonly why: 'nobody-eligible' | 'all-paused' };

async function reserve(
  { documents, clock, policy }: Context,
  referral: Referral,
  part: Part,
  round: number,
): Promise<Reserved> {
  const id = `reservation:${referral.referralId}:${part.part}:${round}`;
  const earlier = await documents.get(ReservationKind, partitions.directory, id);
  if (earlier !== undefined) {
    const partnerId = earlier.value.partnerId;
    const location = await documents.get(LocationKind, partitions.directory, partnerId);
    if (location !== undefined) return { kind: 'reserved', document: earlier, location: location.value };
    await documents.commit(partitions.directory, [remove(earlier)]);
  }
  const now = clock.now();
  const candidate = await findCandidate(
    documents,
    referral.customer.customerId,
    requestOf(referral, part),
    now,
  );
  if (candidate.found === undefined) return { kind: 'nobody', why: candidate.why };
  const { found, why, claimed } = candidate;
  const reservation: Reservation = {
    referralId: referral.referralId,
    part: part.part,
    round,
    partnerId: found.value.partnerId,
    why,
    claimed: [...claimed],
    reservedAt: now,
  };
  const location: Location = {
    ...found.value,
    received: found.value.received + 1,
    receivedAllTime: found.value.receivedAllTime + 1,
    lastOfferedAt: now,
  };
  const forget =
    policy.roundRobinDays === null
      ? []
      : [
          newJob(
            `forget:${referral.referralId}:${part.part}:${round}`,
            { task: 'directory.forget', partnerId: location.partnerId },
            addDays(now, policy.roundRobinDays),
          ),
        ];
  const [, etag = ''] = await documents.commit(partitions.directory, [
    replace(LocationKind, found, location),
    create(ReservationKind, id, reservation),
    ...forget,
  ]);
  return {
    kind: 'reserved',
    document: { partition: partitions.directory, id, etag, value: reservation },
    location,
  };
}

/** Gives a reservation back whose round is no longer wanted: withdrawn while it was being matched. */
async function release({ documents, queues }: Context, reservation: Document<Reservation>): Promise<void> {
  await decideAgain(queues, partitions.directory, async () => {
    const still = await documents.get(ReservationKind, partitions.directory, reservation.id);
    if (still === undefined) return;
    const location = await documents.get(LocationKind, partitions.directory, still.value.partnerId);
    await documents.commit(partitions.directory, [
      remove(still),
      ...(location === undefined ? [] : [replace(LocationKind, location, withOneLess(location.value))]),
    ]);
  });
}

/** An offer leaves the round robin's window: it no longer counts for its location. */
export async function forgetOffer(
  { documents, queues }: Context,
  task: { readonly partnerId: Location['partnerId'] },
  run: JobRun,
): Promise<JobOutcome> {
  return decideAgain(queues, partitions.directory, async () => {
    const location = await documents.get(LocationKind, partitions.directory, task.partnerId);
    if (location === undefined) return 'done';
    const { receivedAllTime } = location.value;
    await documents.commit(partitions.directory, [
      replace(LocationKind, location, { ...withOneLess(location.value), receivedAllTime }),
      run.done,
    ]);
    return 'deleted';
  });
}

function withOneLess(location: Location): Location {
  return {
    ...location,
    received: Math.max(0, location.received - 1),
    receivedAllTime: Math.max(0, location.receivedAllTime - 1),
  };
}

function requestOf(referral: Referral, part: Part): MatchRequest {
  const { country, language, industry, seats } = referral.customer;
  const letGo = part.offers.flatMap(({ partnerId }) =>
    partnerId === 'FTC' || partnerId === '' ? [] : [partnerId],
  );
  return { kind: referral.kind, country, language, industry, seats, workloads: part.workloads, letGo };
}

function offerOf(
  { policy }: Context,
  workloads: Part['workloads'],
  reserved: Reserved | undefined,
  round: number,
  now: Date,
): Offer {
  const open = {
    round,
    workloads,
    claimed: [],
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
  if (reserved === undefined) {
    const why = 'below-benefit-floor';
    return {
      ...open,
      partnerId: '',
      partnerName: '',
      status: 'not-eligible',
      why,
      reason: why,
      offeredAt: now,
      respondBy: null,
    };
  }
  if (reserved.kind === 'nobody') {
    const { why } = reserved;
    return {
      ...open,
      partnerId: 'FTC',
      partnerName: 'FastTrack Center',
      status: 'ftc',
      why,
      reason: why,
      offeredAt: now,
      respondBy: null,
    };
  }
  const { reservedAt, why, claimed } = reserved.document.value;
  return {
    ...open,
    partnerId: reserved.location.partnerId,
    partnerName: reserved.location.name,
    status: 'offered',
    why,
    claimed,
    offeredAt: reservedAt,
    respondBy: addDays(reservedAt, policy.respondDays),
  };
}
