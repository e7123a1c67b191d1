import { comparableName } from '../../domain/associations/customer-name.ts';
import type { DporMail } from '../../domain/associations/dpor-mail.ts';
import type { MailReading } from '../../domain/associations/mail-reading.ts';
import { productOf } from '../../domain/associations/product.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { MAIL } from '../events/kept-mails.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { mailLife } from './mail-life.ts';
import { jobsOf, readingId } from './handle-mail.ts';
import { reportJobs } from './reports.ts';
import { MailReadingDocument } from './documents.ts';
import { MailDocument } from '../events/documents.ts';

/** A mail as somebody told it. */
export interface ToldMail {
  readonly said: DporMail;
  readonly sentAt: Date;
  readonly text: string;
}

/**
 * Keeps a pasted mail among those that wait for an operator, who is told with the next burst. The same news of the same
 * location is kept once, whoever tells it and however it is pasted.
 *
 * @param customerIds customers of that name that the location has to do with
 * @returns the id of the mail
 */
export async function keepReport(
  context: Context,
  actor: Actor,
  partnerId: PartnerId,
  mail: ToldMail,
  customerIds: readonly CustomerId[],
): Promise<string> {
  const { documents, clock } = context;
  const now = clock.now();
  const mailId = reportKey(partnerId, mail);
  const partition = partitions.program('mail');
  if ((await documents.get(MailReadingDocument, partition, readingId(mailId))) !== undefined) return mailId;
  const { what, organization, service, starts, ends } = mail.said;
  const reading: MailReading = {
    mailId,
    source: 'chat',
    receivedAt: now,
    sentAt: mail.sentAt,
    subject: '',
    what,
    organization,
    service,
    starts: { ...starts, days: [...starts.days] },
    ends: { ...ends, days: [...ends.days] },
    partnerIds: [partnerId],
    state: 'unmatched',
    why: 'pasted',
    decision: null,
    decidedBy: null,
    told: { by: actor.aadObjectId, name: actor.name, customerIds: [...customerIds] },
  };
  const raw = Buffer.from(mail.text).toString('base64');
  const jobs = await jobsOf(context, reading);
  const kept = create(MailDocument, MAIL, { raw, receivedAt: now }, mailLife(context));
  await committed(() => documents.commit(partitions.mail(mailId), [kept]));
  await documents.commit(partition, [
    create(MailReadingDocument, readingId(mailId), reading),
    ...jobs,
    ...reportJobs(reading, now),
  ]);
  return mailId;
}

/** What makes two pasted mails the same news: who it is for, what it says of which subscription, and its day. */
function reportKey(partnerId: PartnerId, { said, sentAt }: ToldMail): string {
  const { what, organization, service, starts, ends } = said;
  const about = [comparableName(organization), productOf(service), starts.days, ends.days];
  return hashOf(`report ${JSON.stringify([partnerId, what, ...about, dayOf(sentAt)])}`);
}
