import { z } from 'zod';
import { QuarterFigures } from '../../domain/referrals/acceptance.ts';
import { Location } from '../../domain/referrals/location.ts';
import { Matching } from '../../domain/referrals/matching.ts';
import { OfferMail } from '../../domain/referrals/offer-mail.ts';
import { OfferChannel } from '../../domain/referrals/offer-channel.ts';
import { OfferEntry } from '../../domain/referrals/offer-entry.ts';
import { PartStanding, Tally } from '../../domain/referrals/part-standing.ts';
import { Reach } from '../../domain/referrals/reach.ts';
import { Referral } from '../../domain/referrals/referral.ts';
import { Counted, FormerReservation, Reservation } from '../../domain/referrals/reservation.ts';
import { PersonId } from '../../domain/shared/ids.ts';
import { defineDocument } from '../define-document.ts';

export const LocationDocument = defineDocument({
  name: 'location',
  schema: Location,
  readOften: true,
  partition: 'directory/<shard of the location, or all>',
  id: '<partnerId>',
  about: 'criteria, endorsements, pause, counters',
  many: 'one a location',
  lives: 'until an import removes it',
  fields: ['globalId', 'tenantId', 'referralReady', 'minSeats', 'maxSeats', 'pausedUntil'],
  lookups: ['globalId', 'tenantId'],
  arrays: ['countries', 'languages', 'industries', 'programs', 'endorsed', 'mailboxes'],
  orders: [
    ['received', 'lastOfferedAt', 'order'],
    ['received', 'order'],
  ],
});

/** Longer than a re-run of its matching may come; the offers themselves are kept with the referral. */
export const RESERVATION_LIFE = { ttlSeconds: 90 * 86_400 };

export const ReservationDocument = defineDocument({
  name: 'counted',
  schema: Counted,
  partition: 'directory/<shard of the location, or all>',
  id: 'counted:<referralId>:<part>:<round>:<nonce>',
  about: 'that locations there were counted for a choice',
  many: 'one a matching that found somebody, and one more for each further shard',
  lives: '90 days',
});

export const FormerReservationDocument = defineDocument({
  name: 'reservation',
  schema: FormerReservation,
  partition: 'directory/all',
  id: 'reservation:<referralId>:<part>:<round>',
  about: 'how an earlier release reserved',
  many: 'none are made any more',
  lives: 'until it is settled, right after the start',
});

export const PlanDocument = defineDocument({
  name: 'match-plan',
  schema: Reservation,
  partition: 'referrals/<referralId>',
  id: 'plan:<part>',
  about: 'who was chosen, until they have their offers',
  many: 'one a matching under way',
  lives: 'until the offers are made',
});

export const ReferralDocument = defineDocument({
  name: 'referral',
  schema: Referral,
  readOften: true,
  partition: 'referrals/<referralId>',
  id: 'referral',
  about: 'with its parts and offers',
  many: 'one a referral',
  lives: 'kept: decisions and their times',
});

export const MatchingDocument = defineDocument({
  name: 'matching',
  schema: Matching,
  partition: 'referrals/<referralId>',
  id: 'matching:<part>:<round>',
  about: 'how that matching came out, for operators',
  many: 'one a matching: one or two a part',
  lives: 'with its referral',
  orders: [['at']],
});

export const ToldDocument = defineDocument({
  name: 'told',
  schema: z.object({
    part: z.number().int(),
    round: z.number().int(),
    /** Channels among them, by their own ids. */
    personIds: z.array(PersonId),
    /** They also hold a reminder. */
    reminded: z.boolean().optional(),
    /** The listed addresses that are told by mail. */
    mails: z.array(OfferMail).optional(),
  }),
  partition: 'referrals/<referralId>',
  id: 'told:<part>:<round>',
  about: 'who holds a copy of that offer’s card',
  many: 'one an offer',
  lives: 'with its referral',
  fields: ['part'],
});

export const OfferEntryDocument = defineDocument({
  name: 'offer',
  schema: OfferEntry,
  partition: 'partners/<partnerId>',
  id: 'offer:<referralId>:<part>:<round>',
  about: 'a projection of the offers that a location got',
  many: 'one an offer; a busy location some thousands a year',
  lives: 'kept: the location’s list',
  fields: ['status', 'kind', 'customerId'],
  orders: [['rank'], ['respondBy'], ['offeredAt']],
});

export const QuarterDocument = defineDocument({
  name: 'quarter',
  schema: QuarterFigures,
  partition: 'partners/<partnerId>',
  id: 'quarter:<YYYY-Qn>',
  about: 'a projection of what was decided of the offers of that quarter',
  many: '4 a location and year',
  lives: 'kept',
});

export const OfferChannelDocument = defineDocument({
  name: 'offer-channel',
  schema: OfferChannel,
  partition: 'partners/<partnerId>',
  id: 'channel:<benefit or standard>',
  about: 'where the location’s offers of that kind are shown besides',
  many: '2 a location at most',
  lives: 'until it is set otherwise',
});

export const ReachDocument = defineDocument<Reach>({
  name: 'reach',
  version: 2,
  schema: Reach,
  upgrades: { 1: (body) => ({ ...body, unreachable: [] }) },
  partition: 'partners/<partnerId>',
  id: 'reach',
  about: 'a projection of where the location’s offers go and last went',
  many: 'one a location',
  lives: 'overwritten',
});

export const PartStandingDocument = defineDocument({
  name: 'part-standing',
  schema: PartStanding,
  partition: 'program/referrals:<shard of the partner>',
  id: 'part:<referralId>:<part>',
  about: 'a projection of where each part stands',
  many: 'one a part, and one more for each shard that it was in before',
  lives: 'kept: 20,000,000 parts are a fiftieth of a partition’s room in each of 32',
  fields: ['urgent', 'status'],
  lookups: ['urgent'],
  orders: [['offeredAt']],
});

export const TallyDocument = defineDocument({
  name: 'tally',
  schema: Tally,
  partition: 'program/referrals:<shard of the partner>',
  id: 'tally:<partnerId or all>',
  about: 'counts of what lies beside it, in its commit; those of all are added up when read',
  many: 'one a location, and one a shard',
  lives: 'overwritten',
  orders: [['open']],
});

export const referralDocuments = [
  LocationDocument,
  ReservationDocument,
  FormerReservationDocument,
  PlanDocument,
  ReferralDocument,
  MatchingDocument,
  ToldDocument,
  OfferEntryDocument,
  QuarterDocument,
  OfferChannelDocument,
  ReachDocument,
  PartStandingDocument,
  TallyDocument,
] as const;
