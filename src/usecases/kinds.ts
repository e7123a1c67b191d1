import { z } from 'zod';
import { CustomerAssociations } from '../domain/associations/association.ts';
import { Customer, OwnName, Subscription } from '../domain/associations/customer.ts';
import { DporChange } from '../domain/associations/dpor-change.ts';
import { DporReport, ReportTally } from '../domain/associations/dpor-report.ts';
import { FormerAssociations } from '../domain/associations/former.ts';
import { DporRequest } from '../domain/associations/dpor-request.ts';
import { MailReading, PastedMail } from '../domain/associations/mail-reading.ts';
import { Claim, ClaimId, claimOfVersion1, Evidence } from '../domain/claims/claim.ts';
import { ClaimEntry } from '../domain/claims/claim-entry.ts';
import { ClaimDraft } from '../domain/claims/draft.ts';
import { ClaimStanding } from '../domain/claims/standing.ts';
import { Target } from '../domain/claims/target.ts';
import { FileChunk, KeptFile } from '../domain/files/kept-file.ts';
import { FileQuota } from '../domain/files/quota.ts';
import { Contact, Membership } from '../domain/memberships/contact.ts';
import { Operator, Person } from '../domain/memberships/person.ts';
import { DEFAULT_SETTINGS } from '../domain/memberships/settings.ts';
import { Channel } from '../domain/notices/channel.ts';
import { ClaimNewsSubject, ClaimReviewSubject, Notice } from '../domain/notices/notice.ts';
import { Pace } from '../domain/notices/pace.ts';
import { QuarterFigures } from '../domain/referrals/acceptance.ts';
import { Location, Reservation } from '../domain/referrals/location.ts';
import { Matching } from '../domain/referrals/matching.ts';
import { OfferChannel } from '../domain/referrals/offer-channel.ts';
import { OfferEntry } from '../domain/referrals/offer-entry.ts';
import { Reach } from '../domain/referrals/reach.ts';
import { PartStanding, Tally } from '../domain/referrals/part-standing.ts';
import { Referral } from '../domain/referrals/referral.ts';
import { Designation, EligibilityRow, MetricRow, Specialization } from '../domain/scores/facts.ts';
import { PersonId } from '../domain/shared/ids.ts';
import { Case } from '../domain/support/case.ts';
import type { Kind } from './ports.ts';

function kind<T>(name: string, schema: z.ZodType<T>): Kind<T> {
  return { name, version: 1, schema };
}

/** `directory/all`: id is the partnerId. */
export const LocationKind = kind('location', Location);
/** `directory/all`: `reservation:<referralId>:<part>:<round>`. */
export const ReservationKind = kind('reservation', Reservation);
/** `referrals/<referralId>`: `referral`. */
export const ReferralKindOf = kind('referral', Referral);
/** `referrals/<referralId>`: `matching:<part>:<round>`: how that matching came out, for operators. */
export const MatchingKind = kind('matching', Matching);
/** `referrals/<referralId>`: `told:<part>:<round>`: who holds a copy of that offer's card. */
export const ToldKind = kind(
  'told',
  z.object({
    part: z.number().int(),
    round: z.number().int(),
    /** Channels among them, by their own ids. */
    personIds: z.array(PersonId),
    /** They also hold a reminder. */
    reminded: z.boolean().optional(),
  }),
);
/** `partners/<partnerId>`: `offer:<referralId>:<part>:<round>`: a projection of the offers a location got. */
export const OfferEntryKind = kind('offer', OfferEntry);
/** `partners/<partnerId>`: `quarter:<YYYY-Qn>`: a projection of what was decided of the offers of that quarter. */
export const QuarterKind = kind('quarter', QuarterFigures);
/** `customers/<customerId>`: `customer`. */
export const CustomerKind = kind('customer', Customer);
/** `customers/<customerId>`: `own-name:<partnerId>`: how that location calls it; counts until the customer is named. */
export const OwnNameKind = kind('own-name', OwnName);
/** `customers/<customerId>`: `subscription:<subscriptionId>`. */
export const SubscriptionKind = kind('subscription', Subscription);
/** `customers/<customerId>`: `dpor-request:<subscriptionId>:<partnerId>`: who asked the customer for it, and when. */
export const DporRequestKind = kind('dpor-request', DporRequest);
/** `customers/<customerId>`: `dpor-report:<partnerId>:<mailId>`: what a location was told of a mail that somebody pasted. */
export const DporReportKind = kind('dpor-report', DporReport);
/** `people/<personId>` and `partners/<partnerId>`: `reports`: how many of these were told today. */
export const ReportTallyKind = kind('report-tally', ReportTally);
/** `program/mail`: `reading:<mailId>`: what was read of the mail beside it, and what became of it. */
export const MailReadingKind = kind('mail-reading', MailReading);
/** `people/<personId>`: `pasted:<pasteId>`: a mail that they pasted, for a week. */
export const PastedMailKind = kind('pasted-mail', PastedMail);
/** `customers/<customerId>`: `claim:<claimId>`. Version 1 held what an import knows. */
export const ClaimKind: Kind<Claim> = {
  name: 'claim',
  version: 2,
  schema: Claim,
  upgrades: { 1: claimOfVersion1 },
};
/**
 * `customers/<customerId>`: `intent:<hash>`: what one intent made there, in the commit of the claims; without claims: it is
 * void there, and nothing that was begun under it may be committed any more.
 */
export const ClaimIntentKind = kind('claim-intent', z.object({ claimIds: z.array(ClaimId) }));
/** `customers/<customerId>`: `claim-told:<claimId>`: what was told of that claim lately, and who holds a copy of it. */
export const ClaimToldKind = kind(
  'claim-told',
  z.object({
    claimId: ClaimId,
    notices: z.array(
      z.object({
        subject: z.discriminatedUnion('kind', [ClaimNewsSubject, ClaimReviewSubject]),
        personIds: z.array(PersonId),
      }),
    ),
  }),
);
/** `partners/<partnerId>`: `claim-entry:<claimId>`: a projection of the location's claims. */
export const ClaimEntryKind = kind('claim-entry', ClaimEntry);
/** `people/<personId>`: `claim-files:<claimId>`: files that go with the next answer about that claim. */
export const ClaimFilesKind = kind(
  'claim-files',
  z.object({ claimId: ClaimId, evidence: z.array(Evidence) }),
);
/** `files/<fileId>`: `file`, written last: what is kept of it besides its bytes; `chunk:<n>`, from 0. */
export const KeptFileKind = kind('kept-file', KeptFile);
export const FileChunkKind = kind('file-chunk', FileChunk);
/** `people/<personId>` and `partners/<partnerId>`: `file-quota`, and `program/mail`: `mail-quota`: what was sent on its day. */
export const FileQuotaKind = kind('file-quota', FileQuota);
/** `people/<personId>`: `draft:<draftId>`: a claim that somebody has begun. */
export const ClaimDraftKind = kind('claim-draft', ClaimDraft);
/** `program/claims`: `claim:<claimId>`: a projection of where each claim stands, for the operators. */
export const ClaimStandingKind = kind('claim-standing', ClaimStanding);
/** `customers/<customerId>`: `target:<workload or subscriptionId>`: who holds it, and who has just lost it. */
export const TargetKind = kind('target', Target);
/**
 * `customers/<customerId>`: `dpor-change:<subscriptionId>:<changedAt>:<key>`: one for each change taken in. Version 1 also
 * said whether it set the holder, which depended on the order of arrival; its ids end with `changedAt`.
 */
export const DporChangeKind: Kind<DporChange> = {
  name: 'dpor-change',
  version: 2,
  schema: DporChange,
  upgrades: { 1: ({ applied: _applied, ...body }) => ({ ...body, key: 'import' }) },
};
/** `partners/<partnerId>`: `association:<customerId>`: a projection of how the location stands with that customer. */
export const AssociationKind = kind('association', CustomerAssociations);
/** `partners/<partnerId>`: `former:<customerId>`: a projection of the ties with that customer that ended within a year. */
export const FormerKind = kind('former-association', FormerAssociations);
/** `partners/<partnerId>`: `membership:<program>`. */
export const MembershipKind = kind('membership', Membership);
/** `partners/<partnerId>`: `contact:<program or none>:<object id or hash of the address>`. */
export const ContactKind = kind('contact', Contact);
/** `partners/<partnerId>`: `case:<caseId>`: what the location asked of the operators. */
export const CaseKind = kind('case', Case);
/** `people/<personId>`: `person`. */
export const PersonKind: Kind<Person> = {
  ...kind('person', Person),
  version: 2,
  upgrades: { 1: (body) => ({ ...body, settings: DEFAULT_SETTINGS }) },
};
/** `people/<channelId>`: `channel`: a Teams channel that is told of offers, with a lane of its own. */
export const ChannelKind = kind('channel', Channel);
/** `partners/<partnerId>`: `channel:<benefit or standard>`: where the location's offers of that kind are shown besides. */
export const OfferChannelKind = kind('offer-channel', OfferChannel);
/** `partners/<partnerId>`: `reach`: a projection of where the location's offers go and last went. */
export const ReachKind: Kind<Reach> = {
  ...kind('reach', Reach),
  version: 2,
  upgrades: { 1: (body) => ({ ...body, unreachable: [] }) },
};
/** `people/<personId>`: `notice:<noticeId>`. */
export const NoticeKind: Kind<Notice> = {
  ...kind('notice', Notice),
  version: 2,
  upgrades: {
    1: (body) => ({
      ...body,
      uncertain: body['state'] === 'uncertain' ? body['attempts'] : 0,
      waitedMs: 0,
      aside: false,
      brevity: 0,
      extras: [],
      digestId: null,
    }),
  },
};
/** `people/<personId>`: `pace`: what a person's or channel's conversation has taken lately, for whoever sends there next. */
export const PaceKind = kind('pace', Pace);
/** `accounts/<globalId>`: `metric:…`, `eligibility:…`, `designation:<area>`, `specialization:<workload>`. */
export const MetricKind = kind('metric', MetricRow);
export const EligibilityKind = kind('eligibility', EligibilityRow);
export const DesignationKind = kind('designation', Designation);
export const SpecializationKind = kind('specialization', Specialization);
/** `program/referrals`: `part:<referralId>:<part>`, a projection of where each part stands; `tally:<partnerId or all>`. */
export const PartStandingKind = kind('part-standing', PartStanding);
export const TallyKind = kind('tally', Tally);
/** `program/operators`: `operator:<object id or hash of the address>`. */
export const OperatorKind = kind('operator', Operator);
/**
 * `pointers/tenant:<tenantId>`, id `tenant`: somebody of that tenant is served.
 * `pointers/mail:<hash>`, id `<partnerId>:<program or none>` or `operator`: where an address waits to be bound; to: the id
 * of the contact or operator document.
 * `pointers/customer-name:<hash of the comparable name>`, id and to: a customerId that had this name; it may have another now.
 * `program/mail`, id `message:<hash>`: a Message-ID; to: the mailId that had it first. Id `picked-up`: what an earlier
 * release kept is being taken up, or has been.
 * `pointers/claim:<claimId>`, id `claim`, and `pointers/subscription:<subscriptionId>`, id `subscription`: to: the customerId.
 * `pointers/intent:<hash>`, id `intent`: to: the customerId whose `claim-intent` says what it made.
 */
export const PointerKind = kind('pointer', z.object({ to: z.string() }));
/**
 * Rows kept as imported, for what reads them later: `<file>:<hash of the key>` with its cells (GUIDs and addresses in lower
 * case). `customers/<customerId>`: usage, pal, delegations. `partners/<partnerId>`: references, statements.
 * `accounts/<globalId>`: people. `program/requirements`: requirements. `program/knowledge`: knowledge (`title`, `source`,
 * `date`, `text`).
 */
export const RowKind = kind('row', z.object({ file: z.string(), cells: z.record(z.string(), z.string()) }));
