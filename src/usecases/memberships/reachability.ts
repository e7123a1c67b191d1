import type { Person } from '../../domain/memberships/person.ts';
import { withUnreachable } from '../../domain/referrals/reach.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { JobDocument, jobChange, type JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import type { Change, Documents } from '../ports.ts';
import { mailOpenOffers } from '../referrals/plan-mails.ts';
import { changeReach } from '../referrals/reach.ts';
import { PERSON_DOCUMENT } from './find-person.ts';
import { PersonDocument } from './documents.ts';

/** What a commit that makes somebody unreachable, or reachable again, writes besides; nothing for who stands nowhere. */
export async function reachabilityChange(
  documents: Documents,
  { personId, standings }: Pick<Person, 'personId' | 'standings'>,
  now: Date,
): Promise<Change[]> {
  if (standings.length === 0) return [];
  const job = await documents.get(JobDocument, partitions.person(personId), 'job:reachability');
  return [jobChange(job, 'reachability', { task: 'person.reachability', personId }, now)];
}

/**
 * Shows at each location of a person since when nothing reaches them, or that it does, as it is now. Whoever is listed
 * there and can no longer be reached is told of its open offers by mail.
 */
export async function showReachability(
  context: Context,
  { personId }: { readonly personId: PersonId },
): Promise<JobOutcome> {
  const person = await context.documents.get(PersonDocument, partitions.person(personId), PERSON_DOCUMENT);
  const since = person?.value.unreachable?.since ?? null;
  for (const { partnerId } of person?.value.standings ?? []) {
    await changeReach(context, partnerId, (reach) => withUnreachable(reach, personId, since));
    if (since !== null) await mailOpenOffers(context, partnerId);
  }
  return 'done';
}
