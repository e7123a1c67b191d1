import { awaitsMatching } from '../../domain/referrals/decide.ts';
import { currentOffer, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import type { ReferralId } from '../../domain/shared/ids.ts';
import { newJob } from '../jobs.ts';
import type { Change } from '../ports.ts';

/** What must follow once an offer was decided: every copy of its card is brought up to date, and a part let go is matched again. */
export function jobsAfterDecision(referral: Referral, part: number, round: number, now: Date): Change[] {
  const { referralId } = referral;
  const decided = referral.parts.find((candidate) => candidate.part === part);
  return [
    newJob(
      `refresh:${part}:${round}:${statusOf(decided, round)}`,
      { task: 'referral.refresh', referralId, part, round },
      now,
    ),
    ...(decided !== undefined && awaitsMatching(decided) ? [matchJob(referral, part, now)] : []),
  ];
}

/** Brings the copies of an offer's card up to date after a change other than its decision. */
export function refreshJob(referralId: ReferralId, part: number, offer: Offer, now: Date): Change {
  const { round, revision } = offer;
  return newJob(
    `refresh:${part}:${round}:r${revision}`,
    { task: 'referral.refresh', referralId, part, round },
    now,
  );
}

function statusOf(part: Part | undefined, round: number): string {
  return part?.offers.find((offer) => offer.round === round)?.status ?? 'unknown';
}

/** The job that matches a part for its next round. Derived from both, so that asking twice is one job. */
export function matchJob(referral: Referral, part: number, now: Date): Change {
  const found = referral.parts.find((candidate) => candidate.part === part);
  const round = (found === undefined ? 0 : (currentOffer(found)?.round ?? 0)) + 1;
  return newJob(
    `match:${part}:${round}`,
    { task: 'referral.match', referralId: referral.referralId, part },
    now,
  );
}

/**
 * When a reminder is first thought of: before any business day could have ended, and long after the offer, so that working
 * out a country's holidays costs no offer anything.
 */
const REMINDER_FIRST_LOOK_MS = 20 * 3_600_000;

/**
 * What must follow once a part was offered to a location: its people are told, and reminded while nobody decides, and the
 * deadline is watched.
 */
export function jobsAfterOffer(referral: Referral, part: number, now: Date): Change[] {
  const { referralId } = referral;
  const found = referral.parts.find((candidate) => candidate.part === part);
  const offer = found === undefined ? undefined : currentOffer(found);
  if (offer === undefined) return [];
  const at = { referralId, part, round: offer.round };
  if (offer.status !== 'offered' || offer.respondBy === null) {
    return [newJob(`tell-operators:${part}`, { task: 'referral.tell-operators', referralId, part }, now)];
  }
  return [
    newJob(`tell:${part}:${offer.round}`, { task: 'referral.tell', ...at }, now),
    newJob(
      `remind:${part}:${offer.round}`,
      { task: 'referral.remind', ...at },
      new Date(offer.offeredAt.getTime() + REMINDER_FIRST_LOOK_MS),
    ),
    newJob(`time-out:${part}:${offer.round}`, { task: 'referral.time-out', ...at }, offer.respondBy),
  ];
}
