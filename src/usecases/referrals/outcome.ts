import { concludeOffer } from '../../domain/referrals/desk.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { ReferralOutcome } from '../../domain/referrals/referral.ts';
import { ok, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { changeAccepted, type Changed } from './change-accepted.ts';
import type { OfferRef, OfferRefused } from './view.ts';

/** Sets what came of an accepted referral: won or lost, the services sold and their estimated value. */
export function concludeReferral(
  context: Context,
  actor: Actor,
  ref: OfferRef,
  outcome: Pick<ReferralOutcome, 'result' | 'services' | 'value'>,
  opId: string,
): Promise<Result<Changed, OfferRefused>> {
  return changeAccepted(context, actor, ref, { verb: 'referral.outcome', opId }, ({ offer }, now) =>
    ok({
      offer: concludeOffer(offer, outcome, { by: actor.aadObjectId, name: actor.name }, now),
      detail: outcome.result,
    }),
  );
}
