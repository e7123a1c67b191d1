import { awaitsMatching, offerPart } from '../../domain/referrals/decide.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { requestOf } from '../../domain/referrals/match-request.ts';
import type { Matching } from '../../domain/referrals/matching.ts';
import { offerTo, offerToFastTrack, offerToNobody } from '../../domain/referrals/new-offer.ts';
import { nextRound, partOf, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import type { Reservation } from '../../domain/referrals/reservation.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob, type JobOutcome, type JobRun } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Change, type Document } from '../ports.ts';
import { jobsAfterOffer } from './jobs-of.ts';
import { findReferral } from './load.ts';
import { findPlan, giveBack, openLocations } from './plan.ts';
import { reserve, roomIn, type Reserved } from './reserve.ts';
import { MatchingDocument, ReferralDocument } from './documents.ts';

/** How long a match waits for a directory that is moving into shards. */
const MOVING_MS = 1_000;

/**
 * Finds the locations that a part goes to and offers it there; what nobody takes goes to the FastTrack Center, and a
 * Benefit referral below the floor to nobody. The choice is reserved first ({@link reserve}). The offers are committed if the
 * part still waits, nobody chosen has paused meanwhile, and no other part took the room; else the part is matched again, and
 * the choice given back then.
 */
export async function matchPart(
  context: Context,
  task: { readonly referralId: ReferralId; readonly part: number },
  run: JobRun,
): Promise<JobOutcome> {
  const { clock, queues } = context;
  const reserved = await reserve(context, task);
  if (reserved === undefined) return 'done';
  if (reserved.kind === 'moving') {
    return { again: new Date(clock.now().getTime() + MOVING_MS), is: 'late' };
  }
  return decideAgain(queues, partitions.referral(task.referralId), () =>
    offerReserved(context, task, reserved, run),
  );
}

async function offerReserved(
  context: Context,
  task: { readonly referralId: ReferralId; readonly part: number },
  reserved: Offerable,
  run: JobRun,
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const [referral, plan] = await Promise.all([
    findReferral(documents, task.referralId),
    findPlan(documents, task.referralId, task.part),
  ]);
  const now = clock.now();
  const current = referral && partOf(referral.value, task.part);
  const waits = current !== undefined && awaitsMatching(current) && nextRound(current) === reserved.round;
  if (referral === undefined || current === undefined || !waits) {
    if (plan !== undefined) await giveBack(context, plan);
    return 'done';
  }
  const locations = await stillReserved(context, reserved, plan, roomIn(referral.value, current));
  if (locations === undefined) return { again: now, is: 'late' };
  const offered = offerPart(referral.value, task.part, offersOf(context, current, reserved, locations, now));
  await documents.commit(referral.partition, [
    replace(ReferralDocument, referral, offered),
    ...explanation(referral.value, current, offered, leftOutBy(reserved), now),
    ...cameBack(referral.value, current, now),
    ...newOffers(referral.value, offered).flatMap(({ part: number }) => jobsAfterOffer(offered, number, now)),
    ...(plan === undefined ? [] : [remove(plan)]),
    run.done,
  ]);
  return 'deleted';
}

type Offerable = Exclude<Reserved, { readonly kind: 'moving' }>;

/**
 * @param plan what lies beside the referral now
 * @returns whom the offers go to; undefined: match again, since that is another plan, or it cannot be offered any more
 */
async function stillReserved(
  context: Context,
  reserved: Offerable,
  plan: Document<Reservation> | undefined,
  most: number,
): Promise<readonly Location[] | undefined> {
  if (reserved.kind !== 'reserved') return plan === undefined ? [] : undefined;
  const { nonce, shares } = reserved.reservation;
  const isSame = plan?.value.nonce === nonce && !plan.value.isVoid && shares.length <= most;
  return isSame ? openLocations(context, plan.value) : undefined;
}

/** Partners in the order of their shares, the FastTrack Center last; of one matching all at the same instant. */
function offersOf(
  { policy }: Context,
  part: Part,
  reserved: Offerable,
  locations: readonly Location[],
  now: Date,
): readonly [Offer, ...Offer[]] {
  const round = nextRound(part);
  if (reserved.kind === 'below-floor') return [offerToNobody(part.workloads, round, now)];
  if (reserved.kind === 'nobody') return [offerToFastTrack(part.workloads, reserved.why, round, now)];
  const { shares, remainder, remainderWhy, reservedAt } = reserved.reservation;
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

function leftOutBy(reserved: Offerable): readonly PartnerId[] {
  if (reserved.kind === 'below-floor') return [];
  return (reserved.kind === 'nobody' ? reserved.leftOut : reserved.reservation.leftOut) ?? [];
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
