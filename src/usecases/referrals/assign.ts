import { assignOffer, lookedAfterBy } from '../../domain/referrals/desk.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { mayActOn } from '../../domain/memberships/rights.ts';
import type { AadObjectId, PersonId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome, type JobTask } from '../jobs.ts';
import { notifyAll } from '../notices/notify.ts';
import { changeAccepted, type Changed } from './change-accepted.ts';
import { colleaguesOf } from './roster.ts';
import type { OfferRef, OfferRefused } from './view.ts';

/**
 * Hands an accepted referral to a colleague who may act on it too. Whoever has it now and whoever had it are told, save
 * the one who hands it over: the answer to the press tells them.
 *
 * @param to the colleague's Entra id; taken from a form, so it is looked up on the roster
 */
export function assignReferral(
  context: Context,
  actor: Actor,
  ref: OfferRef,
  to: AadObjectId,
  opId: string,
): Promise<Result<Changed, OfferRefused>> {
  return changeAccepted(context, actor, ref, { verb: 'referral.assign', opId }, (view, now) => {
    const { referral, part, offer, rights } = view;
    const people = colleaguesOf(view.roster, rights.location, now).filter((person) =>
      mayActOn(referral.kind, person.rights),
    );
    const colleague = people.find((person) => person.aadObjectId === to);
    if (colleague === undefined) return refuse({ code: 'not-a-colleague' });
    const before = lookedAfterBy(offer);
    const next = assignOffer(offer, { by: colleague.aadObjectId, name: colleague.name });
    const former = people.find((person) => person.aadObjectId === before?.by);
    const personIds = toTell(actor, [colleague, former]);
    const { referralId } = referral;
    const { revision, round } = next;
    const at = { referralId, part: part.part, round, revision };
    return ok({
      offer: next,
      detail: colleague.aadObjectId,
      jobs: [
        newJob(
          `tell-assigned:${part.part}:${round}:${revision}`,
          { task: 'referral.tell-assigned', ...at, personIds },
          now,
        ),
      ],
    });
  });
}

/** Tells both sides of a hand-over. */
export async function tellAssigned(
  context: Context,
  task: Extract<JobTask, { task: 'referral.tell-assigned' }>,
): Promise<JobOutcome> {
  const { referralId, part, round, revision } = task;
  const subject = { kind: 'referral-assigned', referralId, part, round, revision } as const;
  await notifyAll(context, task.personIds, subject, 1);
  return 'done';
}

function toTell(actor: Actor, people: readonly ({ readonly personId: PersonId } | undefined)[]): PersonId[] {
  const ids = people.flatMap((person) => (person === undefined ? [] : [person.personId]));
  return [...new Set(ids)].filter((personId) => personId !== actor.personId);
}
