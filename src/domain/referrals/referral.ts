import { z } from 'zod';
import { Workload } from '../shared/catalogue.ts';
import { AadObjectId, CustomerId, PartnerId, PersonId, ReferralId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';

export const ReferralKind = z.enum(['benefit', 'standard']);
export type ReferralKind = z.infer<typeof ReferralKind>;

export const DeclineReason = z.enum([
  'capacity',
  'workload',
  'location',
  'language',
  'relationship',
  'other',
]);
export type DeclineReason = z.infer<typeof DeclineReason>;

export const CustomerContact = z.object({ name: z.string(), email: z.string(), phone: z.string() });
export type CustomerContact = z.infer<typeof CustomerContact>;

/** The customer as the referral told it; later imports of that customer do not change what was offered. */
export const ReferredCustomer = z.object({
  customerId: CustomerId,
  name: z.string(),
  country: z.string(),
  language: z.string(),
  industry: z.string(),
  seats: z.number().int().min(0),
  /** Shown only after Accept, and only to the location that accepted. */
  contact: CustomerContact.nullable(),
});
export type ReferredCustomer = z.infer<typeof ReferredCustomer>;

export const OfferStatus = z.enum([
  'offered',
  'accepted',
  'declined',
  'timed-out',
  'withdrawn',
  'ftc',
  'not-eligible',
]);
export type OfferStatus = z.infer<typeof OfferStatus>;

/**
 * Why workloads go to the FastTrack Center: no location meets every criterion, or each that does is paused, or it would
 * take one partner more than may share a referral.
 */
export const Unplaced = z.enum(['nobody-eligible', 'all-paused', 'most-partners']);
export type Unplaced = z.infer<typeof Unplaced>;

/**
 * What a person is called. It is there in the turn in which they act, and looked up on the roster whenever it is shown later
 * ({@link ./names.ts}): names are kept with people and rosters only, and go with them.
 */
const NotKept = z.codec(z.string(), z.string(), { decode: () => '', encode: () => '' });

/** Who decided; `job` and `event` where no person acted. */
export const Decider = z.object({ by: z.union([AadObjectId, z.enum(['job', 'event'])]), name: NotKept });
export type Decider = z.infer<typeof Decider>;

/** What somebody of the location wrote down after accepting. */
export const JournalEntry = z.object({ at: Instant, by: AadObjectId, name: NotKept, text: z.string() });
export type JournalEntry = z.infer<typeof JournalEntry>;

/**
 * What came of an accepted referral. Source: Partner Center referrals insights, editable fields: referral status,
 * value-added services sold, services estimated value.
 */
export const ReferralOutcome = z.object({
  result: z.enum(['won', 'lost']),
  services: z.string(),
  /** Estimated value of the services sold, in US dollars; `null`: not given. */
  value: z.number().min(0).nullable(),
  at: Instant,
  by: AadObjectId,
  name: NotKept,
});
export type ReferralOutcome = z.infer<typeof ReferralOutcome>;

/** Why an offer was made to whom, as data names it. */
export const OfferWhy = z.enum([
  'claim',
  'dpor',
  'round-robin',
  'operator',
  ...Unplaced.options,
  'below-benefit-floor',
]);

/** One round of a part: to whom it was offered, and what became of it. Rounds count from 1. */
export const Offer = z.object({
  round: z.number().int().min(1),
  /** `FTC`: the FastTrack Center takes it; empty: nobody, not eligible. */
  partnerId: z.union([PartnerId, z.enum(['FTC', ''])]),
  partnerName: z.string(),
  status: OfferStatus,
  /** Why this location, in the programme's words; why FTC or nobody. */
  why: OfferWhy,
  /** What the part asked for when it was offered; a part that is matched again may have become smaller since. */
  workloads: z.array(Workload).min(1),
  /** Workloads on which this location held an approved CPOR claim when it was chosen. */
  claimed: z.array(Workload),
  offeredAt: Instant,
  respondBy: Instant.nullable(),
  decidedAt: Instant.nullable(),
  decidedBy: Decider.nullable(),
  reason: z.string(),
  notes: z.string(),
  /** The activity that decided, so that the same press delivered twice gets the same card. */
  opId: z.string(),
  /** Grows with every change that a card of this offer shows, from 1. */
  revision: z.number().int().min(1),
  /** The colleague who looks after it. */
  assignee: z.object({ by: AadObjectId, name: NotKept }).nullable(),
  /** Oldest first. */
  journal: z.array(JournalEntry),
  followUp: Day.nullable(),
  outcome: ReferralOutcome.nullable(),
  /** It was accepted first and given back later; its status is `declined`. */
  handedBack: z.literal(true).optional(),
});
export type Offer = z.infer<typeof Offer>;

/** Workloads that go to one partner together. The last offer is the current one; none yet means being matched. */
export const Part = z.object({
  part: z.number().int().min(1),
  workloads: z.array(Workload).min(1),
  offers: z.array(Offer),
  /** An operator asked for another partner: this one, or whoever the matching finds. Until it has been offered there. */
  redirect: z.object({ partnerId: PartnerId.nullable() }).nullable(),
  /** The operator who asked for another partner last: from then on the part goes to no partner of theirs. */
  orderedBy: PersonId.optional(),
});
export type Part = z.infer<typeof Part>;

export const Referral = z.object({
  referralId: ReferralId,
  kind: ReferralKind,
  customer: ReferredCustomer,
  workloads: z.array(Workload).min(1).max(20),
  requestedAt: Instant,
  receivedAt: Instant,
  /** Shown only after Accept. */
  notes: z.string(),
  parts: z.array(Part).min(1),
});
export type Referral = z.infer<typeof Referral>;

/** The offer a part stands at; undefined while it is being matched. */
export function currentOffer(part: Part): Offer | undefined {
  return part.offers.at(-1);
}

export function partOf(referral: Referral, number: number): Part | undefined {
  return referral.parts.find(({ part }) => part === number);
}

/** The round that the next offer of a part is. */
export function nextRound(part: Part): number {
  return (currentOffer(part)?.round ?? 0) + 1;
}

/**
 * Grows with every change that a card of this offer shows: its own, and those of the other parts, whose parties it names.
 */
export function cardVersion(referral: Referral, part: number, offer: Offer): number {
  const others = referral.parts.filter((candidate) => candidate.part !== part);
  const changes = others.flatMap(({ offers }) => offers.map(({ revision }) => revision));
  return changes.reduce((sum, revision) => sum + revision, offer.revision);
}
