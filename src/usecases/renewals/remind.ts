import { nextDue, nextReminderDay, reminderOn, REMINDER_DAYS } from '../../domain/renewals/anniversary.ts';
import type { Yearly } from '../../domain/renewals/anniversary.ts';
import type { Renewal } from '../../domain/renewals/renewal.ts';
import type { NoticeSubject } from '../../domain/notices/notice.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { addDays, type Day } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { MembershipDocument } from '../memberships/documents.ts';
import { NoticeDocument } from '../notices/documents.ts';
import { notify } from '../notices/notify.ts';
import { subjectKey } from '../../domain/notices/notice.ts';
import { partitions } from '../partitions.ts';
import { findLocation } from '../referrals/directory.ts';
import { nextLook, startOf, todayOf } from './clock.ts';
import { RenewalDocument } from './documents.ts';
import { knownReaders, readersAt } from './readers.ts';

/** So long after a renewal the cards that told of it before are brought up to date. */
const SETTLE_DAYS = 2;

/** Reminds everybody with a role in a membership of its anniversary, on the day by their own clock. */
export async function remindOfRenewal(
  context: Context,
  { partnerId, program }: { readonly partnerId: PartnerId; readonly program: Program },
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const partition = partitions.partner(partnerId);
  const [membership, renewal, location] = await Promise.all([
    documents.get(MembershipDocument, partition, `membership:${program}`),
    documents.get(RenewalDocument, partition, `renewal:${program}`),
    findLocation(documents, partnerId),
  ]);
  if (membership === undefined) return 'done';
  const now = clock.now();
  const readers = location === undefined ? [] : await readersAt(documents, location.value, program, now);
  const renewed = renewal?.value.renewed ?? null;
  await settle(context, readers, { partnerId, program }, renewed);
  return remind(context, readers, membership.value, renewed?.due ?? null, (due, days) => ({
    kind: 'renewal-due',
    partnerId,
    program,
    due,
    days,
  }));
}

/**
 * Tells each reader the latest reminder that has come due by their own clock, once, and says when to look again.
 *
 * @param renewed the anniversary that was renewed last; null: none
 */
export async function remind(
  context: Context,
  readers: readonly PersonId[],
  yearly: Yearly,
  renewed: Day | null,
  subjectOf: (due: Day, days: number) => NoticeSubject,
): Promise<JobOutcome> {
  const now = context.clock.now();
  const starts: Date[] = [];
  for (const { personId, person } of await knownReaders(context.documents, readers)) {
    const today = todayOf(person, now);
    const due = nextDue(yearly, renewed, today);
    if (due === undefined) continue;
    const days = reminderOn(due, today);
    if (days !== undefined) await notify(context, personId, subjectOf(due, days), 1);
    const next = nextReminderDay(due, today);
    if (next !== undefined) starts.push(startOf(next, person));
  }
  const due = nextDue(yearly, renewed, todayOf(undefined, now));
  return { again: nextLook(due, starts, now), is: 'planned' };
}

/** Whoever was told of an anniversary sees that it has been renewed. */
async function settle(
  context: Context,
  readers: readonly PersonId[],
  at: { readonly partnerId: PartnerId; readonly program: Program },
  renewed: Renewal['renewed'],
): Promise<void> {
  const { documents, clock } = context;
  if (renewed === null || clock.now() > addDays(renewed.at, SETTLE_DAYS)) return;
  for (const personId of readers) {
    for (const days of REMINDER_DAYS) {
      const subject = { kind: 'renewal-due', ...at, due: renewed.due, days } as const;
      const id = `notice:${subjectKey(subject)}`;
      const told = await documents.get(NoticeDocument, partitions.person(personId), id);
      if (told !== undefined) await notify(context, personId, subject, 2);
    }
  }
}
