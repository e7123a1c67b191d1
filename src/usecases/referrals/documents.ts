import { z } from 'zod';
import { QuarterFigures } from '../../domain/referrals/acceptance.ts';
import { Location, Reservation } from '../../domain/referrals/location.ts';
import { Matching } from '../../domain/referrals/matching.ts';
import { OfferMail } from '../../domain/referrals/offer-mail.ts';
import { OfferChannel } from '../../domain/referrals/offer-channel.ts';
import { OfferEntry } from '../../domain/referrals/offer-entry.ts';
import { PartStanding, Tally } from '../../domain/referrals/part-standing.ts';
import { Reach } from '../../domain/referrals/reach.ts';
import { Referral } from '../../domain/referrals/referral.ts';
import { PersonId } from '../../domain/shared/ids.ts';
import { defineDocument } from '../define-document.ts';

export const LocationDocument = defineDocument({
  name: 'location',
  schema: Location,
  partition: 'directory/all',
  id: '<partnerId>',
  about: 'criteria, endorsements, pause, counters',
  fields: ['globalId', 'tenantId', 'referralReady', 'minSeats', 'maxSeats', 'pausedUntil'],
  lookups: ['globalId', 'tenantId'],
  arrays: ['countries', 'languages', 'industries', 'programs', 'endorsed', 'mailboxes'],
  orders: [
    ['received', 'lastOfferedAt', 'order'],
    ['received', 'order'],
  ],
});

export const ReservationDocument = defineDocument({
  name: 'reservation',
  schema: Reservation,
  partition: 'directory/all',
  id: 'reservation:<referralId>:<part>:<round>',
});

export const ReferralDocument = defineDocument({
  name: 'referral',
  schema: Referral,
  partition: 'referrals/<referralId>',
  id: 'referral',
  about: 'with its parts and offers',
});

export const MatchingDocument = defineDocument({
  name: 'matching',
  schema: Matching,
  partition: 'referrals/<referralId>',
  id: 'matching:<part>:<round>',
  about: 'how that matching came out, for operators',
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
  fields: ['part'],
});

export const OfferEntryDocument = defineDocument({
  name: 'offer',
  schema: OfferEntry,
  partition: 'partners/<partnerId>',
  id: 'offer:<referralId>:<part>:<round>',
  about: 'a projection of the offers that a location got',
  fields: ['status', 'kind', 'customerId'],
  orders: [['rank'], ['respondBy'], ['offeredAt']],
});

export const QuarterDocument = defineDocument({
  name: 'quarter',
  schema: QuarterFigures,
  partition: 'partners/<partnerId>',
  id: 'quarter:<YYYY-Qn>',
  about: 'a projection of what was decided of the offers of that quarter',
});

export const OfferChannelDocument = defineDocument({
  name: 'offer-channel',
  schema: OfferChannel,
  partition: 'partners/<partnerId>',
  id: 'channel:<benefit or standard>',
  about: 'where the location’s offers of that kind are shown besides',
});

export const ReachDocument = defineDocument<Reach>({
  name: 'reach',
  version: 2,
  schema: Reach,
  upgrades: { 1: (body) => ({ ...body, unreachable: [] }) },
  partition: 'partners/<partnerId>',
  id: 'reach',
  about: 'a projection of where the location’s offers go and last went',
});

export const PartStandingDocument = defineDocument({
  name: 'part-standing',
  schema: PartStanding,
  partition: 'program/referrals:<shard of the partner>',
  id: 'part:<referralId>:<part>',
  about: 'a projection of where each part stands',
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
  orders: [['open']],
});

export const referralDocuments = [
  LocationDocument,
  ReservationDocument,
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
