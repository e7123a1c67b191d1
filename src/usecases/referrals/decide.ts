import { decideOffer, type Decision } from '../../domain/referrals/decide.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, replace, type Change } from '../ports.ts';
import { withOverdue } from './close.ts';
import { jobsAfterDecision } from './jobs-of.ts';
import { findReferral } from './load.ts';
import { offerViewIn, viewOf, type OfferRef, type OfferRefused, type OfferView } from './view.ts';
import { ReferralDocument } from './documents.ts';

export type Decided = {
  readonly view: OfferView;
  /** `done` by this press, `stale`: somebody or something decided before. */
  readonly outcome: 'done' | 'stale' | 'notes-required';
};

type PersonsDecision = Extract<Decision, { verb: 'accept' | 'decline' | 'hand-back' }>;

/**
 * Accepts or declines an offer, or hands an accepted one back: any role at the location (a Benefit referral: a role in
 * its FRP membership), once. The same press delivered twice is one decision and gets the same answer; a later press of another gets the offer as it is.
 *
 * @param opId the activity that carries the press
 */
export function decideReferral(
  context: Context,
  actor: Actor,
  ref: OfferRef,
  decision: PersonsDecision,
  opId: string,
): Promise<Result<Decided, OfferRefused>> {
  const { documents, clock, queues } = context;
  const partition = partitions.referral(ref.referralId);
  return decideAgain(queues, partition, async () => {
    const stored = await findReferral(documents, ref.referralId);
    if (stored === undefined) return refuse({ code: 'forbidden' });
    const now = clock.now();
    const { referral, overdue } = withOverdue(stored.value, now);
    const view = await viewOf(documents, referral, actor, ref, now);
    if (!view.ok) return view;
    const { part, offer, rights, roster } = view.value;
    if (offer.opId === opId && offer.decidedBy?.by === actor.aadObjectId)
      return ok({ view: view.value, outcome: 'done' });

    const by = { decider: { by: actor.aadObjectId, name: actor.name }, opId };
    const decided = decideOffer(referral, { part: part.part, round: offer.round }, decision, by, now);
    const audit = (outcome: 'done' | 'stale') => auditOf(view.value, actor, decision, opId, outcome, now);
    if (decided.ok) {
      await documents.commit(partition, [
        replace(ReferralDocument, stored, decided.value),
        ...overdue,
        ...jobsAfterDecision(decided.value, part.part, offer.round, now),
        audit('done'),
      ]);
      return ok({
        view: offerViewIn(decided.value, part.part, offer.round, { rights, roster }),
        outcome: 'done',
      });
    }
    switch (decided.error.code) {
      case 'unknown':
        return refuse({ code: 'forbidden' });
      case 'notes-required':
        return ok({ view: view.value, outcome: 'notes-required' });
      case 'stale':
        await recordStale(
          documents.commit(partition, [
            ...(overdue.length > 0 ? [replace(ReferralDocument, stored, referral), ...overdue] : []),
            audit('stale'),
          ]),
          overdue.length > 0,
        );
        return ok({ view: view.value, outcome: 'stale' });
    }
  });
}

function auditOf(
  { referral, part, offer, rights }: OfferView,
  actor: Actor,
  { verb }: PersonsDecision,
  opId: string,
  outcome: 'done' | 'stale',
  now: Date,
): Change {
  const done = `${verb === 'hand-back' ? 'handback' : 'decision'}:${part.part}:${offer.round}`;
  return audited(outcome === 'done' ? done : `press:${actor.personId}:${hashOf(opId)}`, {
    at: now,
    actor: actor.aadObjectId,
    action: ACTIONS[verb],
    subject: `${referral.referralId}/${part.part}`,
    outcome,
    detail: rights.location.partnerId,
  });
}

const ACTIONS = {
  accept: 'referral.accept',
  decline: 'referral.decline',
  'hand-back': 'referral.handback',
} as const;

/** The same stale press delivered twice is one row; but an overdue offer that somebody else recorded is decided anew. */
export async function recordStale(commit: Promise<unknown>, withOverdue: boolean): Promise<void> {
  try {
    await commit;
  } catch (error) {
    if (!(error instanceof ConflictError) || withOverdue) throw error;
  }
}
