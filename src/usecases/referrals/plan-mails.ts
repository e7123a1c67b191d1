import type { OfferMail } from '../../domain/referrals/offer-mail.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace } from '../ports.ts';
import { OfferEntryDocument, ToldDocument } from './documents.ts';
import { findOfferOf, toldId, type OfferTask } from './find-offer.ts';
import { listedByMail } from './listed-by-mail.ts';

/** A commit takes 100 changes; what does not fit follows in the next. */
const AT_ONCE = 90;

/**
 * Plans a mail to each listed address that Teams does not reach, once an offer and address: whom is written down in the
 * commit of the jobs. Nothing without a mail server, or once somebody has decided.
 */
export async function planMails(context: Context, task: OfferTask): Promise<void> {
  if (context.mailer === undefined) return;
  const found = await findOfferOf(context.documents, task);
  if (found?.offer.status !== 'offered') return;
  const listed = await listedByMail(context, found.partnerId, found.referral.kind);
  const wanted = (listed?.addresses ?? []).map(hashOf);
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    await plan(context, task, wanted.slice(at, at + AT_ONCE));
  }
}

/** Plans the mails of the offers that wait at a location, of which somebody can no longer be reached. */
export async function mailOpenOffers(context: Context, partnerId: PartnerId): Promise<void> {
  if (context.mailer === undefined) return;
  const open = await context.documents.list(OfferEntryDocument, partitions.partner(partnerId), {
    where: [{ field: 'status', is: '=', value: 'offered' }],
    limit: 1_000,
  });
  for (const { value } of open.items) await planMails(context, value);
}

/** @param wanted hashes of addresses */
function plan({ documents, queues, clock }: Context, task: OfferTask, wanted: readonly string[]) {
  const { referralId, part, round } = task;
  const partition = partitions.referral(referralId);
  return decideAgain(queues, `${partition}#told`, async () => {
    const told = await documents.get(ToldDocument, partition, toldId(task));
    // Those whom Teams reaches are told first, which writes it; then this is done again.
    if (told === undefined) return;
    const known = told.value.mails ?? [];
    const fresh = wanted.filter((to) => known.every((mail) => mail.to !== to));
    if (fresh.length === 0) return;
    const mails = fresh.map((to): OfferMail => ({ to, state: 'pending', attempts: 0, sentAt: null }));
    await documents.commit(partition, [
      replace(ToldDocument, told, { ...told.value, mails: [...known, ...mails] }),
      ...fresh.map((to) =>
        newJob(
          `mail:${part}:${round}:${to}`,
          { task: 'referral.mail', referralId, part, round, to },
          clock.now(),
        ),
      ),
    ]);
  });
}
