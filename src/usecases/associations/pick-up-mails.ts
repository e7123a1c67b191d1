import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, remove } from '../ports.ts';
import { pointCustomerName } from './customer-names.ts';
import { CustomerDocument, MailReadingDocument } from './documents.ts';
import { MailDocument } from '../events/documents.ts';
import { formerMailId, handleJob } from '../events/kept-mails.ts';
import { askToMoveMails } from './move-mails.ts';
import { PointerDocument } from '../memberships/documents.ts';

const PARTITION = partitions.program('mail');
/** A mail may have a megabyte. */
const AT_ONCE = 10;
/** What one run writes, so that it ends well before its lease does; the next one goes on. */
const MAX_NAMES = 2_000;

/** Another one for each release that leaves more to be taken up: all of it is gone through again then. */
const PICKED_UP = 'picked-up-2';

/**
 * Asks, once a database, that what an earlier release kept be taken up: customers it did not make findable by name, mails
 * that nothing handled, and those to no mailbox, which waited for nobody. Called at every start.
 */
export async function askToPickUpMails(context: Context): Promise<void> {
  const { documents, clock } = context;
  await committed(() =>
    documents.commit(PARTITION, [
      create(PointerDocument, PICKED_UP, { to: '1' }),
      newJob('pick-up', { task: 'mail.pick-up' }, clock.now()),
    ]),
  );
  await askToMoveMails(context);
}

/** Doing it again changes nothing: a mail that is handled already is left by its job. */
export async function pickUpMails(context: Context): Promise<JobOutcome> {
  const { documents, clock } = context;
  let named = 0;
  for await (const { value } of documents.scan(CustomerDocument, 'customers')) {
    if (await pointCustomerName(documents, value)) named++;
    if (named === MAX_NAMES) return { again: clock.now(), is: 'late' };
  }
  await forgetElsewhere(context);
  let after: string | undefined;
  do {
    const page = await documents.list(MailDocument, PARTITION, {
      limit: AT_ONCE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { id } of page.items) {
      const mailId = id.slice(formerMailId('').length);
      const job = newJob(`handle:${mailId}`, { task: 'mail.handle', mailId }, clock.now());
      await committed(() => documents.commit(PARTITION, [job]));
    }
    after = page.next;
  } while (after !== undefined);
  return 'done';
}

/** Readings that say no more than that a mail was for no mailbox: without them their mails are read like new ones. */
async function forgetElsewhere({ documents, clock }: Context): Promise<void> {
  for (;;) {
    const page = await documents.list(MailReadingDocument, PARTITION, {
      where: [{ field: 'state', is: '=', value: 'elsewhere' }],
      limit: AT_ONCE,
    });
    if (page.items.length === 0) return;
    // Those whose mail has moved already are not found by the next step.
    for (const { value } of page.items) {
      const again = handleJob(value.mailId, clock.now());
      await committed(() => documents.commit(partitions.mail(value.mailId), [again]));
    }
    await documents.commit(PARTITION, page.items.map(remove));
  }
}
