import type { Candidate } from '../../domain/associations/match-mail.ts';
import { matchMail } from '../../domain/associations/match-mail.ts';
import type { MailReading } from '../../domain/associations/mail-reading.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { isOperator } from '../operators/operator.ts';
import { anyIsOwn, ownPartners, type IsOwn } from '../operators/own-partner.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { customersNamed } from './customer-names.ts';
import { readingId } from './handle-mail.ts';
import { MailReadingDocument } from './documents.ts';
import { findLocation } from '../referrals/directory.ts';

const PARTITION = partitions.program('mail');
const WAITING = [{ field: 'state', is: '=', value: 'unmatched' }] as const;
/** A page of a list. */
const PAGE = 10;
/** Candidates that a card has room for. */
const MAX_CANDIDATES = 20;

type Forbidden = { readonly code: 'forbidden' };
export type Staff = Pick<Person, 'personId'>;

export interface MailList {
  readonly mails: readonly MailReading[];
  readonly unmatched: number;
  readonly next: string | undefined;
}

/** Mails that wait to be matched, the oldest first, for programme staff; without those that are about partners of their own. */
export async function listMails(
  { documents }: Context,
  person: Staff,
  after?: string,
): Promise<Result<MailList, Forbidden>> {
  const [may, page, unmatched] = await Promise.all([
    isOperator(documents, person),
    documents.list(MailReadingDocument, PARTITION, {
      where: WAITING,
      orderBy: [{ field: 'receivedAt' }],
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    }),
    documents.count(MailReadingDocument, PARTITION, WAITING),
  ]);
  if (!may) return refuse({ code: 'forbidden' });
  const isOwn = ownPartners(documents, person);
  const mails: MailReading[] = [];
  for (const { value } of page.items) if (!(await isAboutOwn(documents, isOwn, value))) mails.push(value);
  return ok({ mails, unmatched, next: page.next });
}

/** How many mails wait for an operator. One read; rights are the caller's to ask. */
export function countUnmatched({ documents }: Context): Promise<number> {
  return documents.count(MailReadingDocument, PARTITION, WAITING);
}

export interface MailView {
  readonly reading: MailReading;
  /** Locations that it was addressed to. */
  readonly locations: readonly Location[];
  /** Subscriptions it may mean, best first. */
  readonly candidates: readonly Candidate[];
}

/** One mail with what it may mean, for programme staff, of whom it is about no partner of their own. */
export async function openMailReading(
  { documents }: Context,
  person: Staff,
  mailId: string,
): Promise<Result<MailView, Forbidden>> {
  const found = await findReading(documents, person, mailId);
  return found === undefined ? refuse({ code: 'forbidden' }) : ok(await viewOf(documents, found.value));
}

/** The document, for an operator who may act on it. */
export async function findReading(
  documents: Documents,
  person: { readonly personId: Person['personId'] },
  mailId: string,
): Promise<Document<MailReading> | undefined> {
  const [may, stored] = await Promise.all([
    isOperator(documents, person),
    documents.get(MailReadingDocument, PARTITION, readingId(mailId)),
  ]);
  if (!may || stored === undefined) return undefined;
  const isOwn = ownPartners(documents, person);
  return (await isAboutOwn(documents, isOwn, stored.value)) ? undefined : stored;
}

/**
 * Whether a mail gives to a partner of somebody's own or, while it waits, may take from one: matching it to something else or
 * setting it aside would keep for that partner what it holds.
 */
async function isAboutOwn(documents: Documents, isOwn: IsOwn, reading: MailReading): Promise<boolean> {
  if (await anyIsOwn(isOwn, reading.partnerIds)) return true;
  const holders = (await candidatesOf(documents, reading)).map(
    ({ subscription }) => subscription.dporPartnerId,
  );
  return anyIsOwn(
    isOwn,
    holders.filter((holder) => holder !== null),
  );
}

export async function viewOf(documents: Documents, reading: MailReading): Promise<MailView> {
  const [locations, candidates] = await Promise.all([
    Promise.all(reading.partnerIds.map((partnerId) => findLocation(documents, partnerId))),
    candidatesOf(documents, reading),
  ]);
  return {
    reading,
    locations: locations.flatMap((location) => location?.value ?? []),
    candidates: candidates.slice(0, MAX_CANDIDATES),
  };
}

/** What a mail that waits may mean, best first. */
async function candidatesOf(documents: Documents, reading: MailReading): Promise<readonly Candidate[]> {
  if (reading.state !== 'unmatched') return [];
  return matchMail(reading, await customersNamed(documents, reading.organization)).candidates;
}
