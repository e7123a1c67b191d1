import { z } from 'zod';
import { ClaimId } from '../claims/claim.ts';
import { PARTNER_NEWS } from '../claims/news.ts';
import { Crossing, Quarter } from '../referrals/acceptance.ts';
import { ReferralKind } from '../referrals/referral.ts';
import { AadObjectId, CustomerId, PartnerId, PersonId, SubscriptionId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';

/** A claim of a location was asked about, decided or contested, or a step of it ends soon. `revision` tells one from the next. */
export const ClaimNewsSubject = z.object({
  kind: z.literal('claim-news'),
  customerId: CustomerId,
  claimId: ClaimId,
  about: z.enum(PARTNER_NEWS),
  revision: z.number().int(),
});
/** A claim needs the operators: partners contest its target, or its review is overdue. */
export const ClaimReviewSubject = z.object({
  kind: z.literal('claim-review'),
  customerId: CustomerId,
  claimId: ClaimId,
  about: z.enum(['contest', 'overdue']),
  revision: z.number().int(),
});

/**
 * What a notice is about. The card is made from the truth when it is sent, so a late notice never shows an old state.
 */
export const NoticeSubject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('referral-offer'),
    referralId: z.string(),
    part: z.number().int(),
    round: z.number().int(),
  }),
  /** The same card once more, since nobody has decided yet. */
  z.object({
    kind: z.literal('referral-reminder'),
    referralId: z.string(),
    part: z.number().int(),
    round: z.number().int(),
  }),
  z.object({ kind: z.literal('referral-unplaced'), referralId: z.string(), part: z.number().int() }),
  /** Mails wait to be matched by an operator: one card a day (UTC), brought up to date by each further one. */
  z.object({ kind: z.literal('mails-unmatched'), day: Day }),
  /** An accepted referral was handed to a colleague; `revision` tells one hand-over from the next. */
  z.object({
    kind: z.literal('referral-assigned'),
    referralId: z.string(),
    part: z.number().int(),
    round: z.number().int(),
    revision: z.number().int(),
  }),
  /** The day of the next step with an accepted referral has come. */
  z.object({
    kind: z.literal('referral-follow-up'),
    referralId: z.string(),
    part: z.number().int(),
    round: z.number().int(),
    day: Day,
  }),
  /** A location's acceptance rate has come near the limit, or fallen under it, for the nth time in a quarter. */
  z.object({
    kind: z.literal('acceptance'),
    partnerId: PartnerId,
    quarter: Quarter,
    crossing: Crossing,
    time: z.number().int(),
  }),
  /** A pause of a location's referrals ends in so many days. `since` tells one pause from the next. */
  z.object({
    kind: z.literal('pause-reminder'),
    partnerId: PartnerId,
    since: z.iso.datetime(),
    daysLeft: z.number().int().min(1),
  }),
  z.object({ kind: z.literal('pause-ended'), partnerId: PartnerId, since: z.iso.datetime() }),
  /** A colleague paused a location's referrals, or resumed them. */
  z.object({
    kind: z.literal('pause-changed'),
    partnerId: PartnerId,
    since: z.iso.datetime(),
    resumed: z.boolean(),
  }),
  /** A channel gets a location's offers no longer, since whoever set it may not any more. `setAt` tells one from the next. */
  z.object({
    kind: z.literal('channel-ended'),
    partnerId: PartnerId,
    referralKind: ReferralKind,
    setAt: z.iso.datetime(),
    setBy: AadObjectId,
  }),
  /** A subscription has another Digital Partner of Record: for those of whoever lost it and whoever gained it. */
  z.object({
    kind: z.literal('dpor-changed'),
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
    changedAt: z.iso.datetime(),
    /** What the change's source knows it by. */
    key: z.string(),
    lost: z.array(PartnerId),
    gained: PartnerId.nullable(),
  }),
  /** A new subscription started without a DPOR, for those of whoever held an older one of that product. */
  z.object({
    kind: z.literal('dpor-renewal'),
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
    partnerIds: z.array(PartnerId),
  }),
  ClaimNewsSubject,
  ClaimReviewSubject,
  /** What waits in the operators' queue, for all that came in until then. */
  z.object({ kind: z.literal('claims-queue'), until: z.iso.datetime() }),
  /** A location asked the operators for something. */
  z.object({ kind: z.literal('case'), partnerId: PartnerId, caseId: z.string() }),
  /** The operators have carried out what a location asked for. */
  z.object({ kind: z.literal('case-closed'), partnerId: PartnerId, caseId: z.string() }),
  /** A burst of DPOR changes in one card; which ones, they say themselves (`digestId`). `at` tells one from the next. */
  z.object({ kind: z.literal('dpor-digest'), at: z.iso.datetime() }),
]);
export type NoticeSubject = z.infer<typeof NoticeSubject>;

/** What tells one subject from another: asking to tell a person of the same again is the same notice. */
export function subjectKey(subject: NoticeSubject): string {
  switch (subject.kind) {
    case 'referral-offer':
    case 'referral-reminder':
      return `${subject.kind}:${subject.referralId}:${subject.part}:${subject.round}`;
    case 'referral-unplaced':
      return `${subject.kind}:${subject.referralId}:${subject.part}`;
    case 'mails-unmatched':
      return `${subject.kind}:${subject.day}`;
    case 'referral-assigned':
      return `${subject.kind}:${subject.referralId}:${subject.part}:${subject.round}:${subject.revision}`;
    case 'referral-follow-up':
      return `${subject.kind}:${subject.referralId}:${subject.part}:${subject.round}:${subject.day}`;
    case 'acceptance':
      return `${subject.kind}:${subject.partnerId}:${subject.quarter}:${subject.crossing}:${subject.time}`;
    case 'pause-reminder':
      return `${subject.kind}:${subject.partnerId}:${subject.since}:${subject.daysLeft}`;
    case 'pause-ended':
      return `${subject.kind}:${subject.partnerId}:${subject.since}`;
    case 'pause-changed':
      return `${subject.kind}:${subject.partnerId}:${subject.since}:${subject.resumed ? 'resumed' : 'paused'}`;
    case 'channel-ended':
      return `${subject.kind}:${subject.partnerId}:${subject.referralKind}:${subject.setAt}`;
    case 'dpor-changed':
      return `${subject.kind}:${subject.subscriptionId}:${subject.changedAt}:${subject.key}`;
    case 'dpor-renewal':
      return `${subject.kind}:${subject.subscriptionId}`;
    case 'claim-news':
    case 'claim-review':
      return `${subject.kind}:${subject.claimId}:${subject.about}:${subject.revision}`;
    case 'claims-queue':
      return `${subject.kind}:${subject.until}`;
    case 'case':
    case 'case-closed':
      return `${subject.kind}:${subject.partnerId}:${subject.caseId}`;
    case 'dpor-digest':
      return `${subject.kind}:${subject.at}`;
  }
}

/** `sending` with an expired lease is `uncertain`: perhaps delivered, never simply sent again at once. */
export const NoticeState = z.enum(['pending', 'sending', 'sent', 'uncertain', 'unreachable', 'dead']);
export type NoticeState = z.infer<typeof NoticeState>;

export const MOST_BREVITY = 2;

/** Reasons for which a notice ends unsent and nothing is wrong. */
export const NOTHING_TO_TELL = 'nothing to tell any more';
export const AS_ASKED = 'as the person asked: ';

/** Dead because something failed, so that trying again may help. */
export function gaveUp({ state, lastError }: Pick<Notice, 'state' | 'lastError'>): boolean {
  return state === 'dead' && lastError !== NOTHING_TO_TELL && !lastError.startsWith(AS_ASKED);
}

/** One thing to tell one person, and how far that got. Lies with the person, so that theirs go in order. */
export const Notice = z.object({
  noticeId: z.string(),
  personId: PersonId,
  subject: NoticeSubject,
  /** Orders a person's notices: the instant it was asked for, then the id. */
  createdAt: Instant,
  state: NoticeState,
  /** Version of the card to show and version shown; they differ while an update is due. */
  wanted: z.number().int(),
  shown: z.number().int(),
  /** Whether the lane has work with it: to be sent, or to be updated. */
  open: z.boolean(),
  attempts: z.number().int(),
  /** How often it has been perhaps delivered. */
  uncertain: z.number().int(),
  /** The last wait without a `Retry-After`, in milliseconds, from which the next one is drawn; 0: none yet. */
  waitedMs: z.number().int(),
  /** While it waits, those behind it go on: it is itself at fault, not the way to the person. */
  aside: z.boolean(),
  /** How much shorter its card has to be than it would: 0 as it is, 1 short, 2 no more than where to look. */
  brevity: z.number().int().min(0).max(MOST_BREVITY),
  /** HTTP status of the last answer, 0 for none. */
  lastStatus: z.number().int(),
  /** Why it rests, in words for an operator of the machine. */
  lastError: z.string(),
  notBefore: Instant.nullable(),
  leaseUntil: Instant.nullable(),
  /** The message in Teams, once known. */
  activityId: z.string().nullable(),
  conversationId: z.string().nullable(),
  sentAt: Instant.nullable(),
  /** Messages that show the same once more, to be taken back. */
  extras: z.array(z.object({ activityId: z.string(), conversationId: z.string() })),
  /** Id of the digest that tells it; from then on it goes as that goes. */
  digestId: z.string().nullable(),
});
export type Notice = z.infer<typeof Notice>;

/** A notice that nothing has happened to yet. */
export function newNotice(
  personId: PersonId,
  subject: NoticeSubject,
  wanted: number,
  createdAt: Date,
): Notice {
  return {
    noticeId: `${subjectKey(subject)}:${personId}`,
    personId,
    subject,
    createdAt,
    state: 'pending',
    wanted,
    shown: 0,
    open: true,
    attempts: 0,
    uncertain: 0,
    waitedMs: 0,
    aside: false,
    brevity: 0,
    lastStatus: 0,
    lastError: '',
    notBefore: null,
    leaseUntil: null,
    activityId: null,
    conversationId: null,
    sentAt: null,
    extras: [],
    digestId: null,
  };
}
