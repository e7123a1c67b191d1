import { createHash } from 'node:crypto';
import { partitions } from '../partitions.ts';
import { ConflictError, create, type Clock, type Documents } from '../ports.ts';
import { MailKind } from './inbox.ts';

/**
 * Keeps one mail as it arrived.
 *
 * @param messageId what the sender knows the delivery by: the same one again changes nothing
 * @param raw at most 1 MiB
 */
export async function keepMail(
  { documents, clock }: { readonly documents: Documents; readonly clock: Clock },
  messageId: string,
  raw: Buffer,
): Promise<void> {
  const id = `mail:${createHash('sha256').update(messageId).digest('hex')}`;
  try {
    await documents.commit(partitions.program('mail'), [
      create(MailKind, id, { raw: raw.toString('base64'), receivedAt: clock.now() }),
    ]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
