import { matchMail } from '../../domain/associations/match-mail.ts';
import type { MailReading, MailWhy } from '../../domain/associations/mail-reading.ts';
import type { Authenticity } from '../../domain/associations/mail-sender.ts';
import { readMail, type OpenedMail, type ReadMail } from '../../domain/associations/opened-mail.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Context } from '../context.ts';
import { isLastAttempt } from '../backoff.ts';
import { decideAgain } from '../decide-again.ts';
import { findMail } from '../events/kept-mails.ts';
import { newJob, type JobOutcome, type JobRun } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, type Change, type Documents } from '../ports.ts';
import { customersNamed } from './customer-names.ts';
import { locationsFor } from './mailboxes.ts';
import { tellJob } from './tell-mails.ts';
import { readingLife } from './mail-life.ts';
import { firstWith, messageKey } from './message.ts';
import { MailReadingDocument } from './documents.ts';

/** Takes a raw message apart; undefined for what cannot be read. An edge does it. */
export type OpenMail = (raw: Uint8Array) => Promise<OpenedMail | undefined>;

/** Whether a raw message is Microsoft's own, as far as can be known. An edge does it. */
export type IsAuthentic = (raw: Uint8Array, receivedAt: Date) => Promise<Authenticity>;

/** The mail is read once more later: its job fails with this, and is run again as others are. */
class AuthenticityNotKnown extends Error {
  readonly code = 'dns';

  constructor() {
    super('DNS gives no answer about the key of a mail');
    this.name = 'AuthenticityNotKnown';
  }
}

const PARTITION = partitions.program('mail');

export function readingId(mailId: string): string {
  return `reading:${mailId}`;
}

/**
 * Reads a kept mail and writes down what it says and what it is about: a change to take in, or that it waits for an
 * operator. A mail whose Message-ID was known, and one read before, change nothing. While DNS does not answer it is not read;
 * at the last attempt it counts as not proven.
 *
 * @throws AuthenticityNotKnown before the last attempt
 */
export async function handleMail(
  context: Context,
  edge: { readonly openMail: OpenMail; readonly isAuthentic: IsAuthentic },
  { mailId }: { readonly mailId: string },
  run: JobRun,
): Promise<JobOutcome> {
  const { documents, queues } = context;
  const [mail, before] = await Promise.all([
    findMail(documents, mailId),
    documents.get(MailReadingDocument, PARTITION, readingId(mailId)),
  ]);
  if (mail === undefined || before !== undefined) return 'done';
  const raw = Buffer.from(mail.value.raw, 'base64');
  const { receivedAt } = mail.value;
  const [opened, authenticity] = await Promise.all([edge.openMail(raw), edge.isAuthentic(raw, receivedAt)]);
  if (authenticity === 'not-known' && !isLastAttempt(run)) throw new AuthenticityNotKnown();
  const isAuthentic = authenticity === 'proven';
  const read = await readingOf(documents, { mailId, receivedAt, opened, isAuthentic });
  const first = await firstWith(context, messageKey(opened, isAuthentic, raw), { mailId, isAuthentic });
  const reading: MailReading =
    first === mailId ? read : { ...read, ...NOTHING_YET, partnerIds: [], state: 'repeat' };
  return decideAgain<JobOutcome>(queues, `${PARTITION}#read`, async () => {
    if ((await documents.get(MailReadingDocument, PARTITION, readingId(mailId))) !== undefined) return 'done';
    await documents.commit(PARTITION, [
      create(MailReadingDocument, readingId(mailId), reading, readingLife(context, reading)),
      ...(await jobsOf(context, reading)),
    ]);
    return 'done';
  });
}

/** What follows from how a mail stands: its change is taken in, or operators are told. */
export async function jobsOf(context: Context, { state, mailId }: MailReading): Promise<readonly Change[]> {
  switch (state) {
    case 'matched':
      return [newJob(`take:${mailId}`, { task: 'mail.take', mailId }, context.clock.now())];
    case 'unmatched':
      return [await tellJob(context)];
    default:
      return [];
  }
}

/** A mail as it arrived, and what the edges make of it. */
interface Arrived {
  readonly mailId: string;
  readonly receivedAt: Date;
  readonly opened: OpenedMail | undefined;
  readonly isAuthentic: boolean;
}

/** What a mail says, whom it was for, and which subscription it means: by itself only what is Microsoft's own, and dated. */
export async function readingOf(documents: Documents, arrived: Arrived): Promise<MailReading> {
  const { opened, receivedAt } = arrived;
  const read = opened && readMail(opened, receivedAt);
  const base = newReading(arrived, read);
  const { locations, isSure } = await locationsFor(documents, read?.recipients ?? []);
  const reading = { ...base, partnerIds: locations.map(({ partnerId }) => partnerId) };
  if (!arrived.isAuthentic) return waiting(reading, 'not-authentic');
  if (read === undefined) return waiting(reading, 'unreadable');
  if (read.sentAt === undefined) return waiting(reading, 'undated');
  if (read.said === undefined) return waiting(reading, 'unknown-wording');
  if (locations.length === 0) return waiting(reading, 'no-mailbox');
  return isSure ? matched(documents, reading, read.said, locations) : waiting(reading, 'several-partners');
}

async function matched(
  documents: Documents,
  reading: MailReading,
  said: NonNullable<ReadMail['said']>,
  [location, ...others]: readonly Location[],
): Promise<MailReading> {
  if (location === undefined || others.length > 0) return waiting(reading, 'several-partners');
  const { one, why } = matchMail(said, await customersNamed(documents, said.organization));
  if (one === undefined) return waiting(reading, why ?? 'no-customer');
  const { customerId, subscriptionId } = one.subscription;
  const decision = { what: said.what, partnerId: location.partnerId, customerId, subscriptionId };
  return { ...reading, state: 'matched', decision };
}

function waiting(reading: MailReading, why: MailWhy): MailReading {
  return { ...reading, state: 'unmatched', why };
}

const NO_DATE = { written: '', days: [] };
const NOTHING_YET = { state: 'unmatched', why: null, decision: null, decidedBy: null } as const;

function newReading({ mailId, receivedAt, opened }: Arrived, read: ReadMail | undefined): MailReading {
  const said = read?.said;
  return {
    ...NOTHING_YET,
    partnerIds: [],
    mailId,
    source: 'mail',
    receivedAt,
    sentAt: read?.sentAt ?? null,
    subject: (opened?.subject ?? '').slice(0, 200),
    what: said?.what ?? null,
    organization: said?.organization ?? '',
    service: said?.service ?? '',
    starts: said === undefined ? NO_DATE : { ...said.starts, days: [...said.starts.days] },
    ends: said === undefined ? NO_DATE : { ...said.ends, days: [...said.ends.days] },
  };
}
