import { lookedAfterBy, noteOffer } from '../../domain/referrals/desk.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { mayActOn } from '../../domain/memberships/rights.ts';
import { ok, type Result } from '../../domain/shared/result.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome, type JobTask } from '../jobs.ts';
import { notify } from '../notices/notify.ts';
import { dayIn, momentIn } from '../zone.ts';
import { changeAccepted, type Changed } from './change-accepted.ts';
import { findReferral } from './load.ts';
import { rosterAt } from './roster.ts';
import type { OfferRef, OfferRefused } from './view.ts';

/** When the working day begins for whoever set a follow-up. */
const FOLLOW_UP_HOUR = 9;

/**
 * Writes a note on an accepted referral, or sets the day of the next step, or both. On that day whoever looks after the
 * referral then is reminded, at nine o'clock where it was set.
 *
 * @param note `followUp`: undefined leaves it, `null` clears it
 */
export function noteReferral(
  context: Context,
  actor: Actor,
  ref: OfferRef,
  note: { readonly text: string; readonly followUp: Day | null | undefined },
  opId: string,
): Promise<Result<Changed, OfferRefused>> {
  return changeAccepted(context, actor, ref, { verb: 'referral.note', opId }, (view, now) => {
    const { referral, part, offer } = view;
    const by = { by: actor.aadObjectId, name: actor.name };
    const noted = noteOffer(offer, note, by, now, dayIn(actor.timeZone, now));
    if (!noted.ok) return noted;
    const { followUp, round, revision } = noted.value;
    if (followUp === null || followUp === offer.followUp) return ok({ offer: noted.value });
    const task = { referralId: referral.referralId, part: part.part, round, day: followUp };
    return ok({
      offer: noted.value,
      detail: followUp,
      jobs: [
        newJob(
          `follow-up:${part.part}:${round}:${revision}`,
          { task: 'referral.follow-up', ...task },
          momentIn(actor.timeZone, followUp, FOLLOW_UP_HOUR),
        ),
      ],
    });
  });
}

/**
 * The day of the next step has come: whoever looks after the referral is reminded; somebody who may no longer see it is
 * not, but everybody at the location who may. One that was moved or given up is a no-op.
 */
export async function remindFollowUp(
  context: Context,
  task: Extract<JobTask, { task: 'referral.follow-up' }>,
): Promise<JobOutcome> {
  const { referralId, part, round, day } = task;
  const stored = await findReferral(context.documents, referralId);
  const parts = stored?.value.parts.find((candidate) => candidate.part === part);
  const offer = parts?.offers.find((candidate) => candidate.round === round);
  if (stored === undefined || offer?.status !== 'accepted' || offer.followUp !== day) return 'done';
  if (offer.partnerId === 'FTC' || offer.partnerId === '') return 'done';
  const roster = await rosterAt(context.documents, offer.partnerId, context.clock.now());
  const people = (roster?.people ?? []).filter((person) => mayActOn(stored.value.kind, person.rights));
  const holder = people.find((person) => person.aadObjectId === lookedAfterBy(offer)?.by);
  for (const { personId } of holder === undefined ? people : [holder]) {
    await notify(context, personId, { kind: 'referral-follow-up', referralId, part, round, day }, 1);
  }
  return 'done';
}
