import { createHash } from 'node:crypto';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, type Clock, type Documents } from '../ports.ts';
import { MailKind, mailDocument } from './inbox.ts';

/**
 * Keeps one mail as it arrived, with the job that handles it in the same commit.
 *
 * @param messageId what the sender knows the delivery by: the same one again changes nothing
 * @param raw at most 1 MiB
 */
export async function keepMail(
  { documents, clock }: { readonly documents: Documents; readonly clock: Clock },
  messageId: string,
  raw: Buffer,
): Promise<void> {
  const mailId = createHash('sha256').update(messageId).digest('hex');
  const receivedAt = clock.now();
  try {
    await documents.commit(partitions.program('mail'), [
      create(MailKind, mailDocument(mailId), { raw: raw.toString('base64'), receivedAt }),
      newJob(`handle:${mailId}`, { task: 'mail.handle', mailId }, receivedAt),
    ]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
