import { DEFAULT_MAIL_DAYS, isEnded } from '../../domain/associations/mail-life.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { MailDocument } from '../events/documents.ts';
import type { KeptMail } from '../events/inbox.ts';
import { formerMailId, handleJob, MAIL } from '../events/kept-mails.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Document } from '../ports.ts';
import { MailReadingDocument } from './documents.ts';
import { readingId } from './handle-mail.ts';
import { mailLife, messageLife } from './mail-life.ts';
import { messageId } from './message.ts';

const PARTITION = partitions.program('mail');
/** A mail may have a megabyte. */
const AT_ONCE = 10;
/** What one run moves, so that it ends well before its lease does; the next one goes on. */
const MAX_MOVED = 200;
/** One that is older than mails are kept is there a day longer, for what waits to be read. */
const LEAST_SECONDS = DAY_MS / 1_000;

const MOVED = 'moved';

/** Asks, once a database, that the mails of an earlier release move to partitions of their own. Called at every start. */
export async function askToMoveMails({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(PARTITION, [
      create(PointerDocument, MOVED, { to: '1' }),
      newJob('move', { task: 'mail.move' }, clock.now()),
    ]),
  );
}

/**
 * Moves mails, and what their messages are known by, out of `program/mail`, and gives what was read of ended ones a life. What
 * has moved is there no longer, so that a run that broke off goes on where it stopped; until then both places are looked at.
 */
export async function moveMails(context: Context): Promise<JobOutcome> {
  const { documents, clock } = context;
  for (let moved = 0; moved < MAX_MOVED;) {
    const mails = await documents.list(MailDocument, PARTITION, { limit: AT_ONCE });
    for (const mail of mails.items) await moveMail(context, mail);
    const messages = await messagesLeft(context);
    for (const message of messages) await moveMessage(context, message);
    if (mails.items.length + messages.length === 0) return 'done';
    moved += mails.items.length + messages.length;
  }
  return { again: clock.now(), is: 'late' };
}

async function moveMail(context: Context, mail: Document<KeptMail>): Promise<void> {
  const { documents, clock } = context;
  const mailId = mail.id.slice(formerMailId('').length);
  const reading = await documents.get(MailReadingDocument, PARTITION, readingId(mailId));
  const copy = create(MailDocument, MAIL, mail.value, { ttlSeconds: secondsLeft(context, mail.value) });
  const unread = reading === undefined ? [handleJob(mailId, clock.now())] : [];
  await committed(() => documents.commit(partitions.mail(mailId), [copy, ...unread]));
  const lives =
    reading !== undefined && isEnded(reading.value)
      ? [replace(MailReadingDocument, reading, reading.value, mailLife(context))]
      : [];
  // Conflicts where the mail was changed or decided meanwhile: the next round does it.
  await committed(() => documents.commit(PARTITION, [remove(mail), ...lives]));
}

function secondsLeft({ clock, mailDays = DEFAULT_MAIL_DAYS }: Context, { receivedAt }: KeptMail): number {
  const ends = receivedAt.getTime() + mailDays * DAY_MS;
  return Math.max(LEAST_SECONDS, Math.ceil((ends - clock.now().getTime()) / 1_000));
}

async function messagesLeft({ documents }: Context): Promise<readonly Document<{ to: string }>[]> {
  // By their ids they stand before the other pointers that lie there.
  const page = await documents.list(PointerDocument, PARTITION, { limit: AT_ONCE });
  return page.items.filter(({ id }) => id.startsWith(messageId('')));
}

async function moveMessage(context: Context, message: Document<{ to: string }>): Promise<void> {
  const { documents } = context;
  const partition = partitions.pointer('message', message.id.slice(messageId('').length));
  const moved = create(PointerDocument, message.id, message.value, messageLife(context, true));
  await committed(() => documents.commit(partition, [moved]));
  await committed(() => documents.commit(PARTITION, [remove(message)]));
}
