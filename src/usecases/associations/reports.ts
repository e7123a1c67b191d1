import type { DporChange } from '../../domain/associations/dpor-change.ts';
import { saysTheSame, type DporReport } from '../../domain/associations/dpor-report.ts';
import type { MailReading } from '../../domain/associations/mail-reading.ts';
import type { Subscription } from '../../domain/associations/customer.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Change, type Documents } from '../ports.ts';
import { readingId } from './handle-mail.ts';
import { readingLife } from './mail-life.ts';
import { DporReportDocument, MailReadingDocument } from './documents.ts';

const MAILS = partitions.program('mail');
/** A report that nobody confirms is shown for so long. */
const SHOWN_SECONDS = 90 * 86_400;
/** Of one location about one customer; a card has room for fewer. And what one commit ends. */
const MAX_REPORTS = 20;
/** More than a customer's locations may tell of it. */
const READ = 1_000;

/** In the commit that makes or decides the reading of a pasted mail; nothing for other mails. */
export function reportJobs({ mailId, told, state }: MailReading, now: Date): readonly Change[] {
  if (told === undefined || told.customerIds.length === 0) return [];
  return [newJob(`report:${mailId}:${state}`, { task: 'dpor.report', mailId }, now)];
}

/** Shows at a location what was told there, for as long as it waits for somebody to say the same. */
export async function projectReport(
  { documents }: Context,
  { mailId }: { readonly mailId: string },
): Promise<JobOutcome> {
  const reading = (await documents.get(MailReadingDocument, MAILS, readingId(mailId)))?.value;
  for (const customerId of reading?.told?.customerIds ?? []) {
    const partition = partitions.customer(customerId);
    const report = reading && reportOf(reading, customerId);
    if (report === undefined) continue;
    const stored = await documents.get(DporReportDocument, partition, reportId(report));
    if (reading?.state !== 'unmatched') {
      if (stored !== undefined) await committed(() => documents.commit(partition, [remove(stored)]));
    } else if (stored === undefined) {
      const told = create(DporReportDocument, reportId(report), report, { ttlSeconds: SHOWN_SECONDS });
      await committed(() => documents.commit(partition, [told]));
    }
  }
  return 'done';
}

/** What somebody told has been said by others: the operators need not look at it any more. */
export async function confirmReport(
  context: Context,
  { mailId }: { readonly mailId: string },
): Promise<JobOutcome> {
  const { documents, queues, clock } = context;
  await decideAgain(queues, `${MAILS}#${mailId}`, async () => {
    const stored = await documents.get(MailReadingDocument, MAILS, readingId(mailId));
    if (stored?.value.state !== 'unmatched') return;
    const reading: MailReading = { ...stored.value, state: 'confirmed', why: null };
    await documents.commit(MAILS, [
      replace(MailReadingDocument, stored, reading, readingLife(context, reading)),
      ...reportJobs(reading, clock.now()),
    ]);
  });
  return 'done';
}

/**
 * What ends the reports that say what a change says too: for the commit that takes it in, in the customer's partition. One
 * query.
 *
 * @param subscription as the change found it
 */
export async function confirmedReports(
  documents: Documents,
  change: DporChange,
  subscription: Subscription,
  now: Date,
): Promise<readonly Change[]> {
  const partition = partitions.customer(change.customerId);
  const page = await documents.list(DporReportDocument, partition, { limit: READ });
  return page.items
    .filter(({ value }) => saysTheSame(value, change, subscription))
    .slice(0, MAX_REPORTS)
    .flatMap((stored) => {
      const { mailId } = stored.value;
      return [remove(stored), newJob(`confirmed:${mailId}`, { task: 'dpor.confirmed', mailId }, now)];
    });
}

/** What was told at a location of a customer and waits, the oldest first. One query. */
export async function reportsOf(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
): Promise<readonly DporReport[]> {
  const page = await documents.list(DporReportDocument, partitions.customer(customerId), {
    where: [{ field: 'partnerId', is: '=', value: partnerId }],
    limit: MAX_REPORTS,
  });
  const reports = page.items.map(({ value }) => value);
  return reports.toSorted((one, two) => one.toldAt.getTime() - two.toldAt.getTime());
}

function reportId({ partnerId, mailId }: Pick<DporReport, 'partnerId' | 'mailId'>): string {
  return `dpor-report:${partnerId}:${mailId}`;
}

function reportOf(reading: MailReading, customerId: CustomerId): DporReport | undefined {
  const { mailId, what, organization, service, starts, ends, sentAt, receivedAt, told } = reading;
  const [partnerId] = reading.partnerIds;
  if (partnerId === undefined || what === null || told === undefined || sentAt === null) return undefined;
  const said = { what, organization, service, starts, ends, sentAt };
  return {
    ...said,
    mailId,
    partnerId,
    customerId,
    toldAt: receivedAt,
    toldBy: told.by,
    toldByName: told.name,
  };
}
