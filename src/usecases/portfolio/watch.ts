import { subjectKey } from '../../domain/notices/notice.ts';
import { readsAs } from '../../domain/memberships/person.ts';
import type { ExpirySubject } from '../../domain/portfolio/notices.ts';
import { nextWarning, warningDay, warningOn } from '../../domain/portfolio/warnings.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { dayOf, type Day } from '../../domain/shared/time.ts';
import { listedNow } from '../associations/tell-dpor.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { JobDocument, jobChange, newJob, type JobOutcome, type JobTask } from '../jobs.ts';
import { PersonDocument } from '../memberships/documents.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { notify } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import type { Change, Documents } from '../ports.ts';
import { dayIn, momentIn } from '../zone.ts';
import { concernedBy, isEnding } from './ending.ts';

/** A day begins first at UTC+14, and last at UTC-12. */
const FIRST_ZONE_MS = 14 * 3_600_000;
const LAST_ZONE_MS = -12 * 3_600_000;

type Task<Name extends JobTask['task']> = Extract<JobTask, { task: Name }>;

/**
 * Makes the watch of an end run, in the commit of the row that says so; none for an end that is over, or for a row that has
 * none. Asking for the same end again is the same job.
 */
export async function watching(
  { documents, now }: { readonly documents: Documents; readonly now: Date },
  of: Watched,
): Promise<readonly Change[]> {
  if (of.expires < dayOf(now)) return [];
  const id =
    of.task === 'delegation.watch'
      ? `ends:${of.partnerId}:${of.delegation}:${of.expires}`
      : `ends:certificates:${of.expires}`;
  const stored = await documents.get(JobDocument, watchedAt(of), `job:${id}`);
  return [jobChange(stored, id, of, now)];
}

export type Watched = Task<'delegation.watch'> | Task<'certificates.watch'>;

/** Where the watch of a row lies: with the row. */
export function watchedAt(of: Watched): string {
  return of.task === 'delegation.watch'
    ? partitions.customer(of.customerId)
    : partitions.account(of.globalId);
}

export async function watchDelegation(
  context: Context,
  { partnerId, customerId, delegation, expires }: Task<'delegation.watch'>,
): Promise<JobOutcome> {
  const of = { partnerId, customerId, delegation, expires };
  return watch(
    context,
    expires,
    (warning) => ({ kind: 'delegation-ends', ...of, warning }),
    () => listedNow(context, partnerId),
  );
}

export async function watchCertificates(
  context: Context,
  { globalId, expires }: Task<'certificates.watch'>,
): Promise<JobOutcome> {
  const of = { globalId, expires };
  return watch(
    context,
    expires,
    (warning) => ({ kind: 'certificates-end', ...of, warning }),
    () => concernedBy(context, of),
  );
}

/**
 * Plans the warning that is due for each reader, and comes back for the next one. The first who can read the day is told at
 * its first moment anywhere; the others by a job of their own.
 */
async function watch(
  { documents, clock }: Context,
  ends: Day,
  subjectOf: (warning: ExpirySubject['warning']) => ExpirySubject,
  readers: () => Promise<readonly PersonId[]>,
): Promise<JobOutcome> {
  const now = clock.now();
  const today = dayOf(new Date(now.getTime() + FIRST_ZONE_MS));
  for (const warning of warningsAnywhere(ends, now)) {
    const subject = subjectOf(warning);
    if (!(await isEnding(documents, subject, now))) continue;
    for (const personId of await readers()) {
      const task = { task: 'expiry.tell', personId, subject } as const;
      const partition = partitions.person(personId);
      const job = newJob(`expiry:${subjectKey(subject)}`, task, now);
      await committed(() => documents.commit(partition, [job]));
    }
  }
  const next = nextWarning(ends, today);
  if (next === undefined) return 'done';
  return { again: new Date(Date.parse(warningDay(ends, next)) - FIRST_ZONE_MS), is: 'planned' };
}

/** Around the first day of a warning it is that one in some zones, and still the one before in others. */
function warningsAnywhere(ends: Day, now: Date): ReadonlySet<ExpirySubject['warning']> {
  const due = [LAST_ZONE_MS, FIRST_ZONE_MS].map((zone) =>
    warningOn(ends, dayOf(new Date(now.getTime() + zone))),
  );
  return new Set(due.filter((warning) => warning !== undefined));
}

/**
 * Tells one reader of an end, from the first moment of the day in their zone on; nobody of a warning that a later one has
 * overtaken, nor of an end that was moved or is over.
 */
export async function tellExpiry(
  context: Context,
  { personId, subject }: Task<'expiry.tell'>,
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const stored = await documents.get(PersonDocument, partitions.person(personId), PERSON_DOCUMENT);
  const zone = stored === undefined ? 'UTC' : readsAs(stored.value).timeZone;
  const from = momentIn(zone, warningDay(subject.expires, subject.warning));
  const now = clock.now();
  if (now < from) return { again: from, is: 'planned' };
  const today = dayIn(zone, now);
  if (warningOn(subject.expires, today) !== subject.warning) return 'done';
  if (await isEnding(documents, subject, now)) await notify(context, personId, subject, 1);
  return 'done';
}
