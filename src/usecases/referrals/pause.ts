import type { Actor } from '../../domain/memberships/person.ts';
import { pauseIntake, remindersOf } from '../../domain/referrals/intake.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { newJob } from '../jobs.ts';
import type { Change } from '../ports.ts';
import { changeIntake, tellOthers } from './change-intake.ts';
import type { IntakeRefused, IntakeView } from './intake-view.ts';

/** Pauses a location's referrals; its program admins are reminded before the end, and told of it. */
export function pauseReferrals(
  context: Context,
  actor: Actor,
  asked: { readonly partnerId: PartnerId; readonly reason: string },
  opId: string,
): Promise<Result<IntakeView, IntakeRefused>> {
  const { policy } = context;
  return changeIntake(
    context,
    actor,
    asked.partnerId,
    {
      verb: 'referrals.pause',
      decide: (location, by, now) => pauseIntake(location, by, asked.reason, policy, now),
      jobs: (paused) => [...jobsOfPause(context, paused), ...tellOthers(actor, paused, context.clock.now())],
    },
    opId,
  );
}

/** Never cancelled: one whose pause was ended early does nothing. */
function jobsOfPause({ policy }: Context, { partnerId, pause }: Location): readonly Change[] {
  if (pause === null) return [];
  const { since } = pause;
  return remindersOf(pause, policy).map(({ daysLeft, at }) =>
    newJob(
      `pause:${partnerId}:${since.getTime()}:${daysLeft}`,
      { task: 'pause.tell', partnerId, since, daysLeft },
      at,
    ),
  );
}
