import { reminderAt, type WorkCalendar } from '../../domain/referrals/deadline.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace } from '../ports.ts';
import { channelToTell } from './channel-right.ts';
import { projectPart } from './project-part.ts';
import { findOfferOf, toldId, type OfferTask } from './find-offer.ts';
import { remindOf } from './tell.ts';
import { ToldDocument } from './documents.ts';
import { findLocation } from './directory.ts';

/**
 * Reminds everybody who was told of an offer, once, some business days of the location's country after it, while nobody has
 * decided. A reminder that would come with the deadline or after it is none.
 *
 * @param calendars of countries by ISO 3166 code
 */
export async function remindOffer(
  context: Context,
  task: OfferTask,
  calendars: (country: string) => Promise<WorkCalendar>,
): Promise<JobOutcome> {
  const { documents, clock, policy } = context;
  const found = await findOfferOf(documents, task);
  if (found === undefined || found.offer.status !== 'offered') return 'done';
  const { offer, partnerId } = found;
  const location = await findLocation(documents, partnerId);
  if (location === undefined) return 'done';
  const calendar = await calendars(location.value.country);
  const at = reminderAt(offer.offeredAt, policy.remindBusinessDays, calendar);
  const now = clock.now();
  if (offer.respondBy !== null && (at >= offer.respondBy || now >= offer.respondBy)) return 'done';
  if (now < at) return { again: at, is: 'planned' };

  await channelToTell(context, partnerId, found.referral.kind);
  // First that they hold two cards from now on, then the offer as it is: whoever decides in between reaches both.
  const personIds = await markReminded(context, task);
  const latest = await findOfferOf(documents, task);
  if (latest === undefined || latest.offer.status !== 'offered') return 'done';
  await projectPart(context, latest.referral, task.part, true);
  for (const personId of personIds) await remindOf(context, task, latest, personId);
  return 'done';
}

function markReminded({ documents, queues }: Context, task: OfferTask): Promise<readonly PersonId[]> {
  const partition = partitions.referral(task.referralId);
  return decideAgain(queues, `${partition}#told`, async () => {
    const told = await documents.get(ToldDocument, partition, toldId(task));
    if (told === undefined) return [];
    if (told.value.reminded !== true) {
      await documents.commit(partition, [replace(ToldDocument, told, { ...told.value, reminded: true })]);
    }
    return told.value.personIds;
  });
}
