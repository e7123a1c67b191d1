import { createHash } from 'node:crypto';
import {
  countFiles,
  MAIL_LIMITS,
  PARTNER_MAIL_LIMITS,
  type FileQuota,
  type QuotaLimits,
} from '../../domain/files/quota.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { dayOf, type Day } from '../../domain/shared/time.ts';
import { locationsOfMailboxes } from '../associations/mailboxes.ts';
import { mailLife } from '../associations/mail-life.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { FileQuotaDocument } from '../files/documents.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Document, type Documents } from '../ports.ts';
import { MailDocument } from './documents.ts';
import { findMail, handleJob, MAIL } from './kept-mails.ts';

/** Of all partners; with a PartnerID behind it, of that partner; with `nobody`, of mail to no mailbox. */
const QUOTA = 'mail-quota';
const NOBODY = 'nobody';
const PARTITION = partitions.program('mail');

/** Whom a raw message is for, as its head says: those it was delivered to, then those it was written to. An edge does it. */
export type RecipientsIn = (raw: Uint8Array) => Promise<readonly (readonly string[])[]>;

/** The day has no room: of the partner that it is for, or of all together. */
export interface MailRefused {
  readonly code: 'quota';
  readonly of: 'partner' | 'all';
}

/**
 * Keeps one mail as it arrived, with the job that handles it in the same commit, in a partition of its own. A day has room for so many of each partner
 * ({@link PARTNER_MAIL_LIMITS}), so that a flood to one takes nothing from the others, and of all together
 * ({@link MAIL_LIMITS}). One for several partners counts for each that has room; it is counted first, so that one that breaks
 * off right then, and comes again, counts twice.
 *
 * @param messageId what the sender knows the delivery by: the same one again changes nothing
 * @param raw at most 1 MiB
 * @returns that the day is full: nothing is kept, and the sender tries again, as with a mail server
 */
export async function keepMail(
  context: Pick<Context, 'documents' | 'clock' | 'queues' | 'mailDays'>,
  recipientsIn: RecipientsIn,
  messageId: string,
  raw: Buffer,
): Promise<Result<void, MailRefused>> {
  const { documents, clock, queues } = context;
  const mailId = createHash('sha256').update(messageId).digest('hex');
  const partners = await partnersOf(documents, await recipientsIn(raw));
  return decideAgain(queues, `${PARTITION}#keep`, async () => {
    const receivedAt = clock.now();
    const [before, all, ...own] = await Promise.all([
      findMail(documents, mailId),
      quotaOf(documents, QUOTA),
      ...partners.map((partner) => quotaOf(documents, `${QUOTA}:${partner}`)),
    ]);
    if (before !== undefined) return ok(undefined);
    const counted = countIn(all, own, raw.length, dayOf(receivedAt));
    if (!counted.ok) return counted;
    await documents.commit(PARTITION, counted.value);
    const mail = { raw: raw.toString('base64'), receivedAt };
    await committed(() =>
      documents.commit(partitions.mail(mailId), [
        create(MailDocument, MAIL, mail, mailLife(context)),
        handleJob(mailId, receivedAt),
      ]),
    );
    return ok(undefined);
  });
}

async function partnersOf(
  documents: Documents,
  recipients: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const locations = await locationsOfMailboxes(documents, recipients);
  return locations.length === 0 ? [NOBODY] : locations.map(({ partnerId }) => partnerId);
}

interface Quota {
  readonly id: string;
  readonly stored: Document<FileQuota> | undefined;
}

async function quotaOf(documents: Documents, id: string): Promise<Quota> {
  return { id, stored: await documents.get(FileQuotaDocument, PARTITION, id) };
}

/** @param own of the partners, at least one */
function countIn(
  all: Quota,
  own: readonly Quota[],
  size: number,
  day: Day,
): Result<readonly Change[], MailRefused> {
  const change = ({ id, stored }: Quota, limits: QuotaLimits): Change | undefined => {
    const counted = countFiles(stored?.value, [{ size }], day, limits);
    if (!counted.ok) return undefined;
    return stored === undefined
      ? create(FileQuotaDocument, id, counted.value)
      : replace(FileQuotaDocument, stored, counted.value);
  };
  const ofPartners = own.flatMap((quota) => change(quota, PARTNER_MAIL_LIMITS) ?? []);
  if (ofPartners.length === 0) return refuse({ code: 'quota', of: 'partner' });
  const ofAll = change(all, MAIL_LIMITS);
  return ofAll === undefined ? refuse({ code: 'quota', of: 'all' }) : ok([ofAll, ...ofPartners]);
}
