import { withOffer } from '../../domain/referrals/decide.ts';
import type { DeskRefused } from '../../domain/referrals/desk.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { currentOffer, type Offer } from '../../domain/referrals/referral.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { AuditDocument, audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, replace, type Change } from '../ports.ts';
import { withOverdue } from './close.ts';
import { recordStale } from './decide.ts';
import { refreshJob } from './jobs-of.ts';
import { findReferral } from './load.ts';
import { offerViewIn, viewOf, type OfferRef, type OfferRefused, type OfferView } from './view.ts';
import { ReferralDocument } from './documents.ts';

/** What a change of an accepted offer writes: the offer, and what follows from it. */
export interface DeskChange {
  readonly offer: Offer;
  /** What the history adds to who and when; ids only. */
  readonly detail?: string;
  readonly jobs?: readonly Change[];
}

export type Changed =
  /** `stale`: it is not (any more) an accepted offer of this location. */
  | { readonly view: OfferView; readonly outcome: 'done' | 'stale' }
  | { readonly view: OfferView; readonly outcome: 'refused'; readonly error: DeskRefused };

/**
 * Changes what a location's people keep about a referral they have accepted. Any right at the location (a Benefit
 * referral: a role in its FRP membership). The same press delivered twice is one change.
 *
 * @param press the verb, and the activity that carries it
 * @param decide an offer of the same revision means that there is nothing to change
 */
export function changeAccepted(
  { documents, clock, queues }: Context,
  actor: Actor,
  ref: OfferRef,
  press: { readonly verb: string; readonly opId: string },
  decide: (
    view: OfferView,
    now: Date,
  ) => Result<DeskChange, DeskRefused> | Promise<Result<DeskChange, DeskRefused>>,
): Promise<Result<Changed, OfferRefused>> {
  const partition = partitions.referral(ref.referralId);
  const pressId = `press:${actor.personId}:${hashOf(press.opId)}`;
  return decideAgain(queues, partition, async () => {
    const stored = await findReferral(documents, ref.referralId);
    if (stored === undefined) return refuse({ code: 'forbidden' });
    const now = clock.now();
    const { referral, overdue } = withOverdue(stored.value, now);
    const found = await viewOf(documents, referral, actor, ref, now);
    if (!found.ok) return found;
    const view = found.value;
    const { part, offer, rights, roster } = view;
    const audit = (outcome: 'done' | 'stale', detail = ''): Change =>
      audited(pressId, {
        at: now,
        actor: actor.aadObjectId,
        action: press.verb,
        subject: `${referral.referralId}/${part.part}`,
        outcome,
        detail: [rights.location.partnerId, detail].join(' ').trim(),
      });

    if (offer.status !== 'accepted' || currentOffer(part) !== offer) {
      const late = overdue.length > 0 ? [replace(ReferralDocument, stored, referral), ...overdue] : [];
      await recordStale(documents.commit(partition, [...late, audit('stale')]), overdue.length > 0);
      return ok({ view, outcome: 'stale' });
    }
    const decided = await decide(view, now);
    if (!decided.ok) return ok({ view, outcome: 'refused', error: decided.error });
    const change = decided.value;
    if (change.offer.revision === offer.revision) return ok({ view, outcome: 'done' });
    const next = withOffer(referral, part.part, change.offer);
    try {
      await documents.commit(partition, [
        replace(ReferralDocument, stored, next),
        ...overdue,
        refreshJob(referral.referralId, part.part, change.offer, now),
        ...(change.jobs ?? []),
        audit('done', change.detail),
      ]);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // Delivered twice, and done the first time: what is there now is the answer.
      const earlier = await documents.get(AuditDocument, partition, `audit:${pressId}`);
      if (earlier === undefined) throw error;
      return ok({ view, outcome: 'done' });
    }
    return ok({ view: offerViewIn(next, part.part, offer.round, { rights, roster }), outcome: 'done' });
  });
}
