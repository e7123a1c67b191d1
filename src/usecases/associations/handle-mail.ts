import { matchMail } from '../../domain/associations/match-mail.ts';
import type { MailReading, MailWhy } from '../../domain/associations/mail-reading.ts';
import { readMail, type OpenedMail, type ReadMail } from '../../domain/associations/opened-mail.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { digest } from '../digest.ts';
import { MailKind, mailDocument } from '../events/inbox.ts';
import { newJob, type JobOutcome, type JobRun } from '../jobs.ts';
import { MailReadingKind, PointerKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import { create, type Change, type Documents } from '../ports.ts';
import { customersNamed } from './customer-names.ts';
import { locationsOfMailboxes } from './mailboxes.ts';
import { tellJob } from './tell-mails.ts';

/** Takes a raw message apart; undefined for what cannot be read. An edge does it. */
export type OpenMail = (raw: Uint8Array) => Promise<OpenedMail | undefined>;

const PARTITION = partitions.program('mail');

export function readingId(mailId: string): string {
  return `reading:${mailId}`;
}

/**
 * Reads a kept mail and writes down what it says and what it is about: a change to take in, or that it waits for an
 * operator. A mail whose Message-ID was known, and one read before, change nothing.
 */
export async function handleMail(
  context: Context,
  openMail: OpenMail,
  { mailId }: { readonly mailId: string },
  run: JobRun,
): Promise<JobOutcome> {
  const { documents, queues } = context;
  const [mail, before] = await Promise.all([
    documents.get(MailKind, PARTITION, mailDocument(mailId)),
    documents.get(MailReadingKind, PARTITION, readingId(mailId)),
  ]);
  if (mail === undefined || before !== undefined) return 'done';
  const raw = Buffer.from(mail.value.raw, 'base64');
  const opened = await openMail(raw);
  const message = messagePointer(opened, raw, mailId);
  const read = await readingOf(documents, mailId, mail.value.receivedAt, opened);
  return decideAgain<JobOutcome>(queues, `${PARTITION}#read`, async () => {
    const isRepeat = (await documents.get(PointerKind, PARTITION, message.id)) !== undefined;
    const reading = isRepeat ? newReading(mailId, read.receivedAt, opened, { state: 'repeat' }) : read;
    await documents.commit(PARTITION, [
      create(MailReadingKind, readingId(mailId), reading),
      ...(isRepeat ? [] : [message]),
      ...(await jobsOf(context, reading)),
      run.done,
    ]);
    return 'deleted';
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

/** What a mail says, whom it was for, and which subscription it means. */
export async function readingOf(
  documents: Documents,
  mailId: string,
  receivedAt: Date,
  opened: OpenedMail | undefined,
): Promise<MailReading> {
  const base = newReading(mailId, receivedAt, opened);
  if (opened === undefined) return waiting(base, 'unreadable');
  const read = readMail(opened, receivedAt);
  const locations = await locationsOfMailboxes(documents, read.recipients);
  const reading = { ...base, partnerIds: locations.map(({ partnerId }) => partnerId) };
  if (locations.length === 0) return { ...reading, state: 'elsewhere' };
  if (read.said === undefined) return waiting(reading, 'unknown-wording');
  if (opened.failed) return waiting(reading, 'not-authentic');
  return matched(documents, reading, read.said, locations);
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

function newReading(
  mailId: string,
  receivedAt: Date,
  opened: OpenedMail | undefined,
  overrides: Partial<MailReading> = {},
): MailReading {
  const read = opened && readMail(opened, receivedAt);
  const said = read?.said;
  return {
    mailId,
    source: 'mail',
    receivedAt,
    sentAt: read?.sentAt ?? receivedAt,
    subject: (opened?.subject ?? '').slice(0, 200),
    what: said?.what ?? null,
    organization: said?.organization ?? '',
    service: said?.service ?? '',
    starts: said === undefined ? NO_DATE : { ...said.starts, days: [...said.starts.days] },
    ends: said === undefined ? NO_DATE : { ...said.ends, days: [...said.ends.days] },
    partnerIds: [],
    state: 'unmatched',
    why: null,
    decision: null,
    decidedBy: null,
    ...overrides,
  };
}

/** A mail is known by its Message-ID; one without by its bytes. */
function messagePointer(opened: OpenedMail | undefined, raw: Buffer, mailId: string) {
  const messageId = opened?.messageId.trim() ?? '';
  const known = messageId === '' ? raw.toString('base64') : messageId;
  return create(PointerKind, `message:${digest(known)}`, { to: mailId });
}
