import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { pointCustomerName } from './customer-names.ts';
import { CustomerDocument } from './documents.ts';
import { MailDocument } from '../events/documents.ts';
import { PointerDocument } from '../memberships/documents.ts';

const PARTITION = partitions.program('mail');
/** A mail may have a megabyte. */
const AT_ONCE = 10;
/** What one run writes, so that it ends well before its lease does; the next one goes on. */
const MAX_NAMES = 2_000;

/**
 * Asks, once a database, that what an earlier release kept be taken up: customers it did not make findable by name, and
 * mails that nothing handled. Called at every start.
 */
export async function askToPickUpMails({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(PARTITION, [
      create(PointerDocument, 'picked-up', { to: '1' }),
      newJob('pick-up', { task: 'mail.pick-up' }, clock.now()),
    ]),
  );
}

/** Doing it again changes nothing: a mail that is handled already is left by its job. */
export async function pickUpMails(context: Context): Promise<JobOutcome> {
  const { documents, clock } = context;
  let named = 0;
  for await (const { value } of documents.scan(CustomerDocument, 'customers')) {
    if (await pointCustomerName(documents, value)) named++;
    if (named === MAX_NAMES) return { again: clock.now(), is: 'late' };
  }
  let after: string | undefined;
  do {
    const page = await documents.list(MailDocument, PARTITION, {
      limit: AT_ONCE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { id } of page.items) {
      const mailId = id.slice('mail:'.length);
      const job = newJob(`handle:${mailId}`, { task: 'mail.handle', mailId }, clock.now());
      await committed(() => documents.commit(PARTITION, [job]));
    }
    after = page.next;
  } while (after !== undefined);
  return 'done';
}
