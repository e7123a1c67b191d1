import { z } from 'zod';
import { Contact, Membership } from '../../domain/memberships/contact.ts';
import { Operator, Person } from '../../domain/memberships/person.ts';
import { DEFAULT_SETTINGS } from '../../domain/memberships/settings.ts';
import { Program } from '../../domain/shared/catalogue.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { defineDocument } from '../define-document.ts';

export const MembershipDocument = defineDocument({
  name: 'membership',
  schema: Membership,
  readOften: true,
  partition: 'partners/<partnerId>',
  id: 'membership:<program>',
  many: '2 a location at most',
  lives: 'until an import removes it',
});

export const ContactDocument = defineDocument({
  name: 'contact',
  schema: Contact,
  readOften: true,
  partition: 'partners/<partnerId>',
  id: 'contact:<program or none>:<object id or hash of the address>',
  prefix: 'contact:',
  about: 'the roster: who may do what',
  many: 'one a person and membership: tens a location',
  lives: 'until an import or a program admin removes it',
  fields: ['personId', 'tenantId', 'email', 'program'],
});

/** Counts the changes made in chat to the team of a membership: all of them write it, so that no two are decided at once. */
export const TeamDocument = defineDocument({
  name: 'team',
  schema: z.object({ partnerId: PartnerId, program: Program, revision: z.number().int().min(1) }),
  partition: 'partners/<partnerId>',
  id: 'team:<program>',
  about: 'counts what program admins changed of a membership’s team, one after the other',
  many: '2 a location at most',
  lives: 'overwritten',
});

export const PersonDocument = defineDocument<Person>({
  name: 'person',
  version: 2,
  schema: Person,
  readOften: true,
  upgrades: { 1: (body) => ({ ...body, settings: DEFAULT_SETTINGS }) },
  partition: 'people/<personId>',
  id: 'person',
  about: 'its `standings` are a projection of the rosters',
  many: 'one a person',
  lives: 'until the person is erased',
});

export const OperatorDocument = defineDocument({
  name: 'operator',
  schema: Operator,
  readOften: true,
  partition: 'program/operators',
  id: 'operator:<object id or hash of the address>',
  many: 'one an operator: tens',
  lives: 'until an import removes it',
  fields: ['personId', 'tenantId', 'email'],
});

/**
 * Written before the thing; one that points at nothing means nothing.
 *
 * - `tenant:<tenantId>`, id `tenant`: somebody of that tenant is served.
 * - `mail:<hash>`, id `<partnerId>:<program or none>` or `operator`: where an address waits to be bound; `to` is the id of
 *   the contact or operator document.
 * - `customer-name:<hash of the comparable name>`: id and `to` are a customerId that had this name; it may have another now.
 * - `claim:<claimId>` and `subscription:<subscriptionId>`: `to` is the customerId.
 * - `intent:<hash>`: `to` is the customerId whose `claim-intent` says what it made.
 * - `case:<caseId>`: `to` is the partnerId.
 *
 * In `program/mail`, id `message:<hash>` is a Message-ID and `to` the mailId that had it first; id `picked-up` says that
 * what an earlier release kept is being taken up, or has been.
 */
export const PointerDocument = defineDocument({
  name: 'pointer',
  schema: z.object({ to: z.string() }),
  partition: 'pointers/<kind>:<key>',
  id: 'as its kind says',
  about: 'tenant, address, claim, intent, subscription, case or customer’s name, and where it is',
  many: 'one for each thing that is pointed to; of Message-IDs one a mail',
  lives: 'with the thing, of Message-IDs five years',
});

export const membershipDocuments = [
  MembershipDocument,
  ContactDocument,
  TeamDocument,
  PersonDocument,
  OperatorDocument,
  PointerDocument,
] as const;
