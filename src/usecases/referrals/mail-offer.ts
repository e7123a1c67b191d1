import { withMail, withoutMail, type OfferMail } from '../../domain/referrals/offer-mail.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { RefusedForGood, replace, type Change, type OutgoingMail } from '../ports.ts';
import { ToldDocument } from './documents.ts';
import { findOfferOf, toldId, type FoundOffer, type OfferTask } from './find-offer.ts';
import { listedByMail } from './listed-by-mail.ts';

/** An offer as a mail tells of it. */
export type OfferToMail = FoundOffer & { readonly location: Location; readonly now: Date };

/** Words the mail; in which language, the location says. */
export type WriteOfferMail = (
  offer: OfferToMail,
) => Pick<OutgoingMail, 'subject' | 'text' | 'html' | 'language'>;

type MailTask = OfferTask & { readonly to: string };

/**
 * Tells a listed address of an offer by mail, if that still holds: the offer waits, the address is listed, and Teams does
 * not reach it. One that the mail server took is written down in the commit that ends the job; dying in between sends the
 * same mail once more, which a mailbox knows by its Message-ID.
 *
 * @throws what the mail server answered; a refusal is kept as well
 */
export async function mailOffer(
  context: Context,
  write: WriteOfferMail,
  task: MailTask,
  run: JobRun,
): Promise<JobOutcome> {
  const { mailer, clock } = context;
  const found = await findOfferOf(context.documents, task);
  const listed =
    found?.offer.status === 'offered'
      ? await listedByMail(context, found.partnerId, found.referral.kind)
      : undefined;
  const to = listed?.addresses.find((address) => hashOf(address) === task.to);
  if (mailer === undefined || found === undefined || listed === undefined || to === undefined) {
    await changeMails(context, task, (mails) => withoutMail(mails, task.to), [run.done]);
    return 'deleted';
  }
  const { referralId, part, round } = task;
  const id = hashOf(['referral', referralId, part, round, task.to].join('/'));
  const mail: Omit<OfferMail, 'state'> = {
    to: task.to,
    attempts: run.job.value.attempts + 1,
    sentAt: null,
  };
  try {
    await mailer.send({ id, to, ...write({ ...found, location: listed.location, now: clock.now() }) });
  } catch (error) {
    if (error instanceof RefusedForGood) {
      await changeMails(context, task, (mails) => withMail(mails, { ...mail, state: 'dead' }));
    }
    throw error;
  }
  const sent: OfferMail = { ...mail, state: 'sent', sentAt: clock.now() };
  await changeMails(context, task, (mails) => withMail(mails, sent), [run.done]);
  return 'deleted';
}

function changeMails(
  { documents, queues }: Context,
  task: OfferTask,
  change: (mails: readonly OfferMail[]) => OfferMail[],
  besides: readonly Change[] = [],
): Promise<void> {
  const partition = partitions.referral(task.referralId);
  return decideAgain(queues, `${partition}#told`, async () => {
    const told = await documents.get(ToldDocument, partition, toldId(task));
    const mails = change(told?.value.mails ?? []);
    const changes = told === undefined ? [] : [replace(ToldDocument, told, { ...told.value, mails })];
    await documents.commit(partition, [...changes, ...besides]);
  });
}
