import { decideOffer, timeOutOverdue, type Decision } from '../../domain/referrals/decide.ts';
import { mayActOn, type Rights } from '../../domain/memberships/rights.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { digest } from '../digest.ts';
import { ReferralKindOf } from '../kinds.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, replace, type Change } from '../ports.ts';
import { overdueChanges } from './close.ts';
import { jobsAfterDecision } from './jobs-of.ts';
import { findReferral } from './load.ts';

/** A referral part as somebody of one location may see it: with the offer that this location got. */
export interface OfferView {
  readonly referral: Referral;
  readonly part: Part;
  readonly offer: Offer;
  readonly rights: Rights;
}

export interface OfferRef {
  readonly referralId: ReferralId;
  readonly part: number;
  /** The round that a card was made for; absent: the location's latest. */
  readonly offer?: number | undefined;
}

/** Nothing can be probed: what does not exist and what one may not see are refused alike. */
export type OfferRefused = { readonly code: 'forbidden' };

export type Decided = {
  readonly view: OfferView;
  /** `done` by this press, `stale`: somebody or something decided before. */
  readonly outcome: 'done' | 'stale' | 'notes-required';
};

/**
 * The offer that a person may see: of the round named, or of the latest round at a location where they have a right.
 */
export async function findOffer(
  { documents, clock }: Context,
  actor: Actor,
  ref: OfferRef,
): Promise<Result<OfferView, OfferRefused>> {
  const stored = await findReferral(documents, ref.referralId);
  return stored === undefined
    ? refuse({ code: 'forbidden' })
    : viewOf(documents, stored.value, actor, ref, clock.now());
}

/**
 * Accepts or declines an offer: any role at the location (a Benefit referral: a role in its FRP membership), once. The
 * same press delivered twice is one decision and gets the same answer; a later press of another gets the offer as it is.
 *
 * @param opId the activity that carries the press
 */
export function decideReferral(
  context: Context,
  actor: Actor,
  ref: OfferRef,
  decision: Extract<Decision, { verb: 'accept' | 'decline' }>,
  opId: string,
): Promise<Result<Decided, OfferRefused>> {
  const { documents, clock, queues } = context;
  const partition = partitions.referral(ref.referralId);
  return decideAgain(queues, partition, async () => {
    const stored = await findReferral(documents, ref.referralId);
    if (stored === undefined) return refuse({ code: 'forbidden' });
    const now = clock.now();
    const overdue = overdueChanges(stored.value, now);
    const referral = timeOutOverdue(stored.value, now);
    const view = await viewOf(documents, referral, actor, ref, now);
    if (!view.ok) return view;
    const { part, offer, rights } = view.value;
    if (offer.opId === opId && offer.decidedBy?.by === actor.aadObjectId)
      return ok({ view: view.value, outcome: 'done' });

    const by = { decider: { by: actor.aadObjectId, name: actor.name }, opId };
    const decided = decideOffer(referral, { part: part.part, round: offer.round }, decision, by, now);
    const audit = (outcome: 'done' | 'stale'): Change =>
      audited(
        outcome === 'done'
          ? `decision:${part.part}:${offer.round}`
          : `press:${actor.personId}:${digest(opId)}`,
        {
          at: now,
          actor: actor.aadObjectId,
          action: `referral.${decision.verb}`,
          subject: `${referral.referralId}/${part.part}`,
          outcome,
          detail: rights.location.partnerId,
        },
      );
    if (decided.ok) {
      await documents.commit(partition, [
        replace(ReferralKindOf, stored, decided.value),
        ...overdue,
        ...jobsAfterDecision(decided.value, part.part, offer.round, now),
        audit('done'),
      ]);
      return ok({ view: pick(decided.value, part.part, offer.round, rights), outcome: 'done' });
    }
    switch (decided.error.code) {
      case 'unknown':
        return refuse({ code: 'forbidden' });
      case 'notes-required':
        return ok({ view: view.value, outcome: 'notes-required' });
      case 'stale':
        await recordStale(
          documents.commit(partition, [
            ...(overdue.length > 0 ? [replace(ReferralKindOf, stored, referral), ...overdue] : []),
            audit('stale'),
          ]),
          overdue.length > 0,
        );
        return ok({ view: view.value, outcome: 'stale' });
    }
  });
}

/** The same stale press delivered twice is one row; but an overdue offer that somebody else recorded is decided anew. */
async function recordStale(commit: Promise<unknown>, withOverdue: boolean): Promise<void> {
  try {
    await commit;
  } catch (error) {
    if (!(error instanceof ConflictError) || withOverdue) throw error;
  }
}

async function viewOf(
  documents: Context['documents'],
  referral: Referral,
  actor: Actor,
  ref: OfferRef,
  now: Date,
): Promise<Result<OfferView, OfferRefused>> {
  const part = referral.parts.find((candidate) => candidate.part === ref.part);
  if (part === undefined) return refuse({ code: 'forbidden' });
  const rounds = part.offers.filter((offer) => ref.offer === undefined || offer.round === ref.offer);
  for (const partnerId of locationsOf(rounds)) {
    const rights = await rightsAt(documents, actor, partnerId, now);
    if (rights === undefined || !mayActOn(referral.kind, rights)) continue;
    const offer = rounds.findLast((candidate) => candidate.partnerId === partnerId);
    if (offer !== undefined) return ok(pick(referral, part.part, offer.round, rights));
  }
  return refuse({ code: 'forbidden' });
}

/** Latest first, each once. */
function locationsOf(offers: readonly Offer[]): PartnerId[] {
  const ids = offers
    .toReversed()
    .flatMap(({ partnerId }) => (partnerId === 'FTC' || partnerId === '' ? [] : [partnerId]));
  return [...new Set(ids)];
}

function pick(referral: Referral, number: number, round: number, rights: Rights): OfferView {
  const part = referral.parts.find((candidate) => candidate.part === number);
  const offer = part?.offers.find((candidate) => candidate.round === round);
  if (part === undefined || offer === undefined) throw new Error(`no offer ${number}/${round}`);
  return { referral, part, offer, rights };
}
