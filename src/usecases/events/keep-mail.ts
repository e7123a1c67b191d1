import { createHash } from 'node:crypto';
import { countFiles, MAIL_LIMITS } from '../../domain/files/quota.ts';
import { dayOf } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, replace, StoreUnavailable } from '../ports.ts';
import { mailDocument } from './inbox.ts';
import { MailDocument } from './documents.ts';
import { FileQuotaDocument } from '../files/documents.ts';

const QUOTA = 'mail-quota';

/**
 * Keeps one mail as it arrived, with the job that handles it in the same commit. A day has room for {@link MAIL_LIMITS}.
 *
 * @param messageId what the sender knows the delivery by: the same one again changes nothing
 * @param raw at most 1 MiB
 * @throws StoreUnavailable when the day is full: the sender tries again, as with a mail server
 */
export function keepMail(
  { documents, clock, queues }: Pick<Context, 'documents' | 'clock' | 'queues'>,
  messageId: string,
  raw: Buffer,
): Promise<void> {
  const mailId = createHash('sha256').update(messageId).digest('hex');
  const partition = partitions.program('mail');
  return decideAgain(queues, `${partition}#keep`, async () => {
    const receivedAt = clock.now();
    const [before, quota] = await Promise.all([
      documents.get(MailDocument, partition, mailDocument(mailId)),
      documents.get(FileQuotaDocument, partition, QUOTA),
    ]);
    if (before !== undefined) return;
    const counted = countFiles(quota?.value, [{ size: raw.length }], dayOf(receivedAt), MAIL_LIMITS);
    if (!counted.ok) throw new StoreUnavailable('the day has no more room for mails');
    await documents.commit(partition, [
      create(MailDocument, mailDocument(mailId), { raw: raw.toString('base64'), receivedAt }),
      newJob(`handle:${mailId}`, { task: 'mail.handle', mailId }, receivedAt),
      quota === undefined
        ? create(FileQuotaDocument, QUOTA, counted.value)
        : replace(FileQuotaDocument, quota, counted.value),
    ]);
  });
}
