import { readsAs, type Person } from '../../domain/memberships/person.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { asks } from '../../domain/today/waiting.ts';
import type { Context } from '../context.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { PersonDocument } from '../memberships/documents.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { notify } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { tellLeft } from '../portfolio/tell-left.ts';
import { showToday } from './show.ts';
import { morningOfWeek, weekJob } from './week.ts';

/**
 * Tells somebody on a Monday morning what waits for them, and plans the next one in the commit that ends this one. After a
 * downtime of several weeks that is once; run twice it is the same notice. Who moved west meanwhile waits for their own
 * morning.
 */
export async function tellWeek(
  context: Context,
  { personId, week }: { readonly personId: PersonId; readonly week: Day },
  run: JobRun,
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const partition = partitions.person(personId);
  const stored = await documents.get(PersonDocument, partition, PERSON_DOCUMENT);
  if (stored === undefined) return 'done';
  const now = clock.now();
  const morning = morningOfWeek(week, readsAs(stored.value).timeZone);
  if (now < morning) return { again: morning, is: 'planned' };
  if (await isToBeTold(context, stored.value)) {
    await notify(context, personId, { kind: 'today-week', week }, 1);
  }
  if (canBeTold(stored.value)) await tellLeft(context, stored.value);
  await documents.commit(partition, [run.done, weekJob(stored.value, now)]);
  return 'deleted';
}

/** Nobody who does not want it, who cannot be reached or who has left; and only if something waits. */
async function isToBeTold(context: Context, person: Person): Promise<boolean> {
  if (!canBeTold(person) || person.settings.muted.includes('weekly')) return false;
  const today = await showToday(context, person);
  return today.ok && today.value.waiting.some(asks);
}

function canBeTold({ conversation, unreachable }: Person): boolean {
  return conversation !== null && unreachable === null;
}
