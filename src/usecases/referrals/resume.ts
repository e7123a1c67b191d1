import type { Actor } from '../../domain/memberships/person.ts';
import { resumeIntake } from '../../domain/referrals/intake.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { changeIntake, tellOthers } from './change-intake.ts';
import type { IntakeRefused, IntakeView } from './intake-view.ts';

/** Ends a pause early: the location takes referrals again at once. */
export function resumeReferrals(
  context: Context,
  actor: Actor,
  partnerId: PartnerId,
  opId: string,
): Promise<Result<IntakeView, IntakeRefused>> {
  return changeIntake(
    context,
    actor,
    partnerId,
    {
      verb: 'referrals.resume',
      decide: (location, by, now) => resumeIntake(location, by, context.policy, now),
      jobs: (open) => tellOthers(actor, open, context.clock.now()),
    },
    opId,
  );
}
