import { CustomerAssociations } from '../../domain/associations/association.ts';
import { OwnName } from '../../domain/associations/customer.ts';
import { DporReport } from '../../domain/associations/dpor-report.ts';
import { ReportTally } from '../../domain/associations/dpor-report.ts';
import { FormerAssociations } from '../../domain/associations/former.ts';
import { Customer, Subscription } from '../../domain/associations/customer.ts';
import { DporChange } from '../../domain/associations/dpor-change.ts';
import { DporRequest } from '../../domain/associations/dpor-request.ts';
import { MailReading, PastedMail } from '../../domain/associations/mail-reading.ts';
import { defineDocument } from '../define-document.ts';

export const CustomerDocument = defineDocument({
  name: 'customer',
  schema: Customer,
  partition: 'customers/<customerId>',
  id: 'customer',
  many: 'one a customer',
  lives: 'until an import removes it',
});

export const OwnNameDocument = defineDocument({
  name: 'own-name',
  schema: OwnName,
  partition: 'customers/<customerId>',
  id: 'own-name:<partnerId>',
  about: 'how a location calls a customer that nobody has named',
  many: 'one a customer and location that named it',
  lives: 'overwritten',
});

export const SubscriptionDocument = defineDocument({
  name: 'subscription',
  schema: Subscription,
  partition: 'customers/<customerId>',
  id: 'subscription:<subscriptionId>',
  many: 'one a subscription; a customer has tens',
  lives: 'until an import removes it',
  fields: ['status', 'dporPartnerId', 'cspPartnerId'],
});

/** Version 1 also said whether it set the holder, which depended on the order of arrival; its ids end with `changedAt`. */
export const DporChangeDocument = defineDocument({
  name: 'dpor-change',
  version: 2,
  schema: DporChange,
  upgrades: { 1: ({ applied: _applied, ...body }) => ({ ...body, key: 'import' }) },
  partition: 'customers/<customerId>',
  id: 'dpor-change:<subscriptionId>:<changedAt>:<key>',
  about: 'one for each change taken in',
  many: 'one a change; a subscription has some in its life',
  lives: 'kept: history',
  fields: ['subscriptionId', 'changedAt', 'partnerId', 'previousPartnerId'],
  orders: [['changedAt']],
});

export const DporRequestDocument = defineDocument({
  name: 'dpor-request',
  schema: DporRequest,
  partition: 'customers/<customerId>',
  id: 'dpor-request:<subscriptionId>:<partnerId>',
  about: 'who asked the customer for it, and when',
  many: 'one a subscription and location',
  lives: 'overwritten',
  fields: ['subscriptionId', 'partnerId'],
});

export const DporReportDocument = defineDocument({
  name: 'dpor-report',
  schema: DporReport,
  partition: 'customers/<customerId>',
  id: 'dpor-report:<partnerId>:<mailId>',
  about: 'what a location was told by a mail that somebody pasted',
  many: '20 a customer and location at most',
  lives: '90 days, or until it is confirmed',
  fields: ['partnerId'],
});

export const ReportTallyDocument = defineDocument({
  name: 'report-tally',
  schema: ReportTally,
  partition: 'people/<personId>, partners/<partnerId>',
  id: 'reports',
  about: 'how many of these were told today',
  many: 'one a person and a location that tells',
  lives: 'two days',
});

export const FormerDocument = defineDocument({
  name: 'former-association',
  schema: FormerAssociations,
  partition: 'partners/<partnerId>',
  id: 'former:<customerId>',
  about: 'a projection of the ties with that customer that ended within a year',
  many: 'one a location and customer',
  lives: 'a year',
  fields: ['isTied'],
  orders: [['rank']],
});

export const AssociationDocument = defineDocument({
  name: 'association',
  schema: CustomerAssociations,
  partition: 'partners/<partnerId>',
  id: 'association:<customerId>',
  about: 'a projection of how the location stands with that customer',
  many: 'one a location and customer: some thousands a location',
  lives: 'with the last tie',
  fields: ['customerId'],
  orders: [['rank']],
});

/** Version 1 also knew `elsewhere`, of a mail to no mailbox, which nobody saw; `mail.pick-up` reads those again. */
export const MailReadingDocument = defineDocument({
  name: 'mail-reading',
  version: 2,
  upgrades: {
    1: (body) => (body['state'] === 'elsewhere' ? { ...body, state: 'unmatched', why: 'no-mailbox' } : body),
  },
  schema: MailReading,
  partition: 'program/mail',
  id: 'reading:<mailId>',
  about: 'what was read of a mail, and what became of it: the operators’ list',
  many: 'one a mail: 200,000 a year are 120,000 at any time besides those that wait',
  lives: 'until it is decided, and PORTER_MAIL_DAYS (180) days from then',
  fields: ['state'],
  lookups: ['state'],
  orders: [['receivedAt']],
});

export const PastedMailDocument = defineDocument({
  name: 'pasted-mail',
  schema: PastedMail,
  partition: 'people/<personId>',
  id: 'pasted:<pasteId>',
  about: 'a mail that they pasted',
  many: '50 a person at most',
  lives: 'a week',
});

export const associationDocuments = [
  CustomerDocument,
  OwnNameDocument,
  SubscriptionDocument,
  DporChangeDocument,
  DporRequestDocument,
  DporReportDocument,
  ReportTallyDocument,
  FormerDocument,
  AssociationDocument,
  MailReadingDocument,
  PastedMailDocument,
] as const;
