import { awaitsMatching, offerPart } from '../../domain/referrals/decide.ts';
import type { Location, Reservation } from '../../domain/referrals/location.ts';
import { requestOf } from '../../domain/referrals/match-request.ts';
import { isEligible } from '../../domain/referrals/match.ts';
import type { Matching } from '../../domain/referrals/matching.ts';
import { offerTo, offerToFastTrack, offerToNobody } from '../../domain/referrals/new-offer.ts';
import { partnersToJoin } from '../../domain/referrals/parties.ts';
import { currentOffer, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import { MAX_PARTNERS } from '../../domain/referrals/split.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob, type JobOutcome, type JobRun } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change } from '../ports.ts';
import { jobsAfterOffer } from './jobs-of.ts';
import { findReferral } from './load.ts';
import { release, reserve, stillReserved, type Reserved } from './reserve.ts';
import { MatchingDocument, ReferralDocument } from './documents.ts';

/**
 * Finds the locations that a part goes to and offers it there; what nobody takes goes to the FastTrack Center, and a
 * Benefit referral below the floor to nobody. The choice is reserved in the directory first, at the etags of the chosen
 * locations: their counters only grow, so an unchanged etag proves that the choice still is the right one. The offers are
 * committed if the part still waits, nobody chosen has paused meanwhile, and no other part took the room; else the
 * reservation is given back, and the part matched again.
 */
export async function matchPart(
  context: Context,
  task: { readonly referralId: ReferralId; readonly part: number },
  run: JobRun,
): Promise<JobOutcome> {
  const { documents, queues } = context;
  const before = await findReferral(documents, task.referralId);
  const part = before && partOf(before.value, task.part);
  if (before === undefined || part === undefined || !awaitsMatching(part)) return 'done';
  const round = nextRound(part);
  const reserved = isEligible(before.value.kind, before.value.customer.seats)
    ? await reserve(context, before.value, part, round, roomIn(before.value, part))
    : undefined;
  const document = reserved?.kind === 'reserved' ? reserved.document : undefined;

  return decideAgain(queues, partitions.referral(task.referralId), async () => {
    const referral = await findReferral(documents, task.referralId);
    const now = context.clock.now();
    const current = referral && partOf(referral.value, task.part);
    if (current === undefined || referral === undefined || !awaitsRound(current, round)) {
      if (document !== undefined) await release(context, document);
      return 'done';
    }
    const room = roomIn(referral.value, current);
    const locations = document === undefined ? [] : await stillReserved(context, document, room);
    if (locations === undefined) {
      if (document !== undefined) await release(context, document);
      return { again: now, is: 'late' };
    }
    const offers = offersOf(context, current, reserved, locations, now);
    const offered = offerPart(referral.value, task.part, offers);
    await documents.commit(partitions.referral(task.referralId), [
      replace(ReferralDocument, referral, offered),
      ...explanation(referral.value, current, offered, leftOutBy(reserved), now),
      ...cameBack(referral.value, current, now),
      ...newOffers(referral.value, offered).flatMap(({ part: number }) =>
        jobsAfterOffer(offered, number, now),
      ),
      run.done,
    ]);
    return 'deleted';
  });
}

function partOf(referral: Referral, number: number): Part | undefined {
  return referral.parts.find(({ part }) => part === number);
}

function nextRound(part: Part): number {
  return (currentOffer(part)?.round ?? 0) + 1;
}

function awaitsRound(part: Part, round: number): boolean {
  return awaitsMatching(part) && nextRound(part) === round;
}

function roomIn(referral: Referral, { part }: Part): number {
  return partnersToJoin(referral, part, MAX_PARTNERS, awaitsMatching);
}

/** Partners in the order of their shares, the FastTrack Center last; of one matching all at the same instant. */
function offersOf(
  { policy }: Context,
  part: Part,
  reserved: Reserved | undefined,
  locations: readonly Location[],
  now: Date,
): readonly [Offer, ...Offer[]] {
  const round = nextRound(part);
  if (reserved === undefined) return [offerToNobody(part.workloads, round, now)];
  if (reserved.kind === 'nobody') return [offerToFastTrack(part.workloads, reserved.why, round, now)];
  const { shares, remainder, remainderWhy, reservedAt }: Reservation = reserved.document.value;
  const offers = shares.flatMap((share, index) => {
    const location = locations[index];
    return location === undefined
      ? []
      : [offerTo(location, share, index === 0 ? round : 1, policy, reservedAt)];
  });
  const rest = remainder.length === 0 ? [] : [offerToFastTrack(remainder, remainderWhy, 1, reservedAt)];
  const [first, ...further] = [...offers, ...rest];
  if (first === undefined) throw new Error('a reservation without shares');
  return [first, ...further];
}

function newOffers(before: Referral, after: Referral): { readonly part: number; readonly offer: Offer }[] {
  return after.parts.flatMap(({ part, offers }) =>
    offers.slice(partOf(before, part)?.offers.length ?? 0).map((offer) => ({ part, offer })),
  );
}

/** Operators were told that the FastTrack Center has it: they see who has it now. */
function cameBack({ referralId }: Referral, { part, offers }: Part, now: Date): Change[] {
  if (offers.at(-1)?.status !== 'ftc') return [];
  const task = { task: 'referral.tell-operators', referralId, part } as const;
  return [newJob(`came-back:${part}:${offers.length}`, task, now)];
}

function leftOutBy(reserved: Reserved | undefined): readonly PartnerId[] {
  if (reserved === undefined) return [];
  return (reserved.kind === 'nobody' ? reserved.leftOut : reserved.document.value.leftOut) ?? [];
}

/** How it came out, for operators; whom it passed over is written down by a job. */
function explanation(
  before: Referral,
  part: Part,
  after: Referral,
  leftOut: readonly PartnerId[],
  now: Date,
): Change[] {
  const { referralId } = before;
  const round = nextRound(part);
  const chosen = newOffers(before, after);
  const matching: Matching = {
    referralId,
    part: part.part,
    round,
    at: chosen[0]?.offer.offeredAt ?? now,
    workloads: part.workloads,
    letGo: [...requestOf(before, part).letGo],
    ...(leftOut.length === 0 ? {} : { leftOut: [...leftOut] }),
    chosen: chosen.map(({ part: number, offer: { partnerId, partnerName, workloads, why } }) => ({
      part: number,
      partnerId,
      name: partnerName,
      workloads,
      why,
    })),
    considered: null,
    locations: 0,
  };
  return [
    create(MatchingDocument, `matching:${part.part}:${round}`, matching),
    newJob(
      `explain:${part.part}:${round}`,
      { task: 'referral.explain', referralId, part: part.part, round },
      now,
    ),
  ];
}
