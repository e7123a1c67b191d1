import { programAdminsOf } from '../../domain/memberships/admins.ts';
import { remindersOf, withPauseEnded } from '../../domain/referrals/intake.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { addDays } from '../../domain/shared/time.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { rosterOf } from '../memberships/roster.ts';
import { notify } from '../notices/notify.ts';
import { replace } from '../ports.ts';
import { LocationDocument } from './documents.ts';
import { directoryOf, findLocation, locationToChange } from './directory.ts';

type PauseChangeTask = {
  readonly partnerId: PartnerId;
  readonly since: Date;
  readonly resumed: boolean;
  readonly by: PersonId;
};

type PauseTask = { readonly partnerId: PartnerId; readonly since: Date; readonly daysLeft: number };

/**
 * Reminds the program admins that a pause ends in so many days, or tells them that it has ended (0) and writes that down.
 * After a downtime only the latest of what came due is told: a reminder of what is over helps nobody.
 */
export async function tellPause(context: Context, task: PauseTask, run: JobRun): Promise<JobOutcome> {
  const { documents, clock, policy } = context;
  const location = await findLocation(documents, task.partnerId);
  const pause = location === undefined ? undefined : pauseOf(location.value, task);
  if (location === undefined || pause === undefined) return 'done';
  const now = clock.now();
  const at = addDays(pause.until, -task.daysLeft);
  if (now < at) return { again: at, is: 'planned' };
  const moments = remindersOf(pause, policy);
  if (moments.some((moment) => moment.daysLeft < task.daysLeft && moment.at <= now)) return 'done';
  const { partnerId, daysLeft, since } = task;
  for (const { personId } of programAdminsOf(await rosterOf(documents, partnerId), location.value, now)) {
    if (personId === null) continue;
    await notify(
      context,
      personId,
      daysLeft > 0
        ? { kind: 'pause-reminder', partnerId, since, daysLeft }
        : { kind: 'pause-ended', partnerId, since },
      1,
    );
  }
  return daysLeft > 0 ? 'done' : writeEnd(context, task, run);
}

/**
 * Tells the program admins, but for the one who did it, that referrals are paused, or come again. A pause that was resumed
 * before anybody was told of it is told as resumed only.
 */
export async function tellPauseChange(
  context: Context,
  { partnerId, since, resumed, by }: PauseChangeTask,
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const location = await findLocation(documents, partnerId);
  const pause = location?.value.pause;
  if (location === undefined || pause?.since.getTime() !== since.getTime()) return 'done';
  if (resumed !== (pause.resumed !== undefined)) return 'done';
  const roster = await rosterOf(documents, partnerId);
  for (const { personId } of programAdminsOf(roster, location.value, clock.now())) {
    if (personId === null || personId === by) continue;
    const subject = { kind: 'pause-changed', partnerId, since, resumed } as const;
    await notify(context, personId, subject, 1);
  }
  return 'done';
}

/** The pause that a timer was set for; undefined when it was ended early, or another one has begun since. */
function pauseOf({ pause }: Location, { since }: PauseTask) {
  return pause?.since.getTime() === since.getTime() && pause.resumed === undefined ? pause : undefined;
}

function writeEnd({ documents, clock, queues }: Context, task: PauseTask, run: JobRun): Promise<JobOutcome> {
  return decideAgain(queues, directoryOf(documents, task.partnerId), async () => {
    const location = await locationToChange(documents, task.partnerId);
    const now = clock.now();
    if (location === undefined || pauseOf(location.value, task) === undefined) return 'done';
    const open = withPauseEnded(location.value, now);
    if (open === location.value) return 'done';
    const isBeside = location.partition === run.job.partition;
    await documents.commit(location.partition, [
      replace(LocationDocument, location, open),
      audited(`pause-end:${task.partnerId}:${task.since.getTime()}`, {
        at: now,
        actor: 'job',
        action: 'referrals.pause-end',
        subject: task.partnerId,
        outcome: 'done',
        detail: '',
      }),
      ...(isBeside ? [run.done] : []),
    ]);
    return isBeside ? 'deleted' : 'done';
  });
}
