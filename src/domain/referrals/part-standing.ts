import { z } from 'zod';
import { PartnerId, ReferralId } from '../shared/ids.ts';
import { Instant, InstantOrNever } from '../shared/time.ts';
import { currentOffer, OfferStatus, ReferralKind, type Part, type Referral } from './referral.ts';

/** Where a part of a referral stands, as operators survey them: a projection, never what a decision goes by. */
export const PartStanding = z.object({
  referralId: ReferralId,
  part: z.number().int(),
  kind: ReferralKind,
  customerName: z.string(),
  partnerId: z.union([PartnerId, z.enum(['FTC', ''])]),
  partnerName: z.string(),
  status: OfferStatus,
  offeredAt: Instant,
  respondBy: InstantOrNever,
  /** Open, and its people have been reminded. */
  overdue: z.boolean(),
  /** An operator may want to look: overdue, with the FastTrack Center, or not eligible. */
  urgent: z.boolean(),
  round: z.number().int(),
  /** Of the offer it was made from. */
  revision: z.number().int(),
});
export type PartStanding = z.infer<typeof PartStanding>;

/** How many parts stand how: at one partner, or all together. */
export const Tally = z.object({
  partnerId: z.union([PartnerId, z.literal('all')]),
  name: z.string(),
  open: z.number().int(),
  overdue: z.number().int(),
  accepted: z.number().int(),
  fastTrack: z.number().int(),
  notEligible: z.number().int(),
});
export type Tally = z.infer<typeof Tally>;

/** @returns undefined for a part that has not been offered yet */
export function standingOf(referral: Referral, part: Part, overdue: boolean): PartStanding | undefined {
  const offer = currentOffer(part);
  if (offer === undefined) return undefined;
  const { partnerId, partnerName, status, offeredAt, respondBy, round, revision } = offer;
  const isOverdue = overdue && status === 'offered';
  return {
    referralId: referral.referralId,
    part: part.part,
    kind: referral.kind,
    customerName: referral.customer.name,
    partnerId,
    partnerName,
    status,
    offeredAt,
    respondBy,
    overdue: isOverdue,
    urgent: isOverdue || status === 'ftc' || status === 'not-eligible',
    round,
    revision,
  };
}

/**
 * The standing to keep when another one comes in, in whatever order they come: the later state, and overdue once it was for
 * the same offer. @returns undefined when nothing changes
 */
export function laterStanding(
  stored: PartStanding | undefined,
  next: PartStanding,
): PartStanding | undefined {
  if (stored === undefined) return next;
  const isSameOffer = stored.round === next.round;
  if (next.round < stored.round || (isSameOffer && next.revision < stored.revision)) return undefined;
  const overdue = next.status === 'offered' && (next.overdue || (isSameOffer && stored.overdue));
  const kept = { ...next, overdue, urgent: next.urgent || overdue };
  const isKnown = isSameOffer && stored.revision === next.revision && stored.overdue === overdue;
  return isKnown ? undefined : kept;
}

/** What stands where a part was with another partner before: that it is there no longer. It counts nothing. */
export function leftBehind(now: PartStanding): PartStanding {
  return { ...now, status: 'withdrawn', overdue: false, urgent: false };
}

const NOTHING = { open: 0, overdue: 0, accepted: 0, fastTrack: 0, notEligible: 0 };

/** What one standing counts in the tallies of its partner and of all. */
export function countsOf(standing: PartStanding | undefined): typeof NOTHING {
  switch (standing?.status) {
    case 'offered':
      return { ...NOTHING, open: 1, overdue: standing.overdue ? 1 : 0 };
    case 'accepted':
      return { ...NOTHING, accepted: 1 };
    case 'ftc':
      return { ...NOTHING, fastTrack: 1 };
    case 'not-eligible':
      return { ...NOTHING, notEligible: 1 };
    case 'declined':
    case 'timed-out':
    case 'withdrawn':
    case undefined:
      return NOTHING;
  }
}

/** A tally with one standing replaced by another. */
export function tallied(
  tally: Tally,
  before: PartStanding | undefined,
  after: PartStanding | undefined,
): Tally {
  const less = countsOf(before);
  const more = countsOf(after);
  return {
    ...tally,
    open: tally.open - less.open + more.open,
    overdue: tally.overdue - less.overdue + more.overdue,
    accepted: tally.accepted - less.accepted + more.accepted,
    fastTrack: tally.fastTrack - less.fastTrack + more.fastTrack,
    notEligible: tally.notEligible - less.notEligible + more.notEligible,
  };
}

/** Two tallies of different parts as one. */
export function added(one: Tally, other: Tally): Tally {
  return {
    ...one,
    open: one.open + other.open,
    overdue: one.overdue + other.overdue,
    accepted: one.accepted + other.accepted,
    fastTrack: one.fastTrack + other.fastTrack,
    notEligible: one.notEligible + other.notEligible,
  };
}

export function newTally(partnerId: Tally['partnerId'], name: string): Tally {
  return { partnerId, name, ...NOTHING };
}
