import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import type { Change, Document, Documents } from '../ports.ts';
import { MailDocument } from './documents.ts';
import type { KeptMail } from './inbox.ts';

/** The id of a mail in its partition. */
export const MAIL = 'mail';

/** The id that a mail had among all others in `program/mail`, before each had a partition of its own. */
export function formerMailId(mailId: string): string {
  return `mail:${mailId}`;
}

/** Asks that a mail be read. Lies with it. */
export function handleJob(mailId: string, at: Date): Change {
  return newJob('handle', { task: 'mail.handle', mailId }, at);
}

/** A mail as it arrived. @returns undefined also once its time is over */
export async function findMail(
  documents: Documents,
  mailId: string,
): Promise<Document<KeptMail> | undefined> {
  return (
    (await documents.get(MailDocument, partitions.mail(mailId), MAIL)) ??
    documents.get(MailDocument, partitions.program('mail'), formerMailId(mailId))
  );
}
