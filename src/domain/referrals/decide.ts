import { ok, refuse, type Result } from '../shared/result.ts';
import { written } from '../shared/written.ts';
import {
  currentOffer,
  type Decider,
  type DeclineReason,
  type Offer,
  type OfferStatus,
  type Part,
  type Referral,
} from './referral.ts';

/** What somebody of the location or the sender of the referral decides on an offer. The clock: {@link timeOutOverdue}. */
export type Decision =
  | { readonly verb: 'accept' }
  | { readonly verb: 'decline'; readonly reason: DeclineReason; readonly notes: string }
  /** After Accept: counts as declined, and is matched again. */
  | { readonly verb: 'hand-back'; readonly reason: DeclineReason; readonly notes: string }
  | { readonly verb: 'withdraw'; readonly reason: string };

export type DecisionRefused =
  /** There is no such part or round. */
  | { readonly code: 'unknown' }
  /** The offer was decided, timed out or withdrawn before; what became of it stands on the offer. */
  | { readonly code: 'stale'; readonly offer: Offer }
  | { readonly code: 'notes-required' };

export interface DecidedBy {
  readonly decider: Decider;
  /** The activity or job that decides. */
  readonly opId: string;
}

/** A part waits for a partner: no offer yet, the last one let it go, or an operator wants another. */
export function awaitsMatching(part: Part): boolean {
  const offer = currentOffer(part);
  return (
    part.redirect !== null ||
    offer === undefined ||
    offer.status === 'declined' ||
    offer.status === 'timed-out'
  );
}

/**
 * Decides an offer, once. Only the current round of a part that is still `offered` can be decided; an accepted one can
 * still be withdrawn or handed back. An answer counts before `respondBy`; at that instant the offer has timed out.
 *
 * @param referral as stored; apply {@link timeOutOverdue} before a person's decision
 * @returns the referral with that offer decided, or why not
 */
export function decideOffer(
  referral: Referral,
  at: { readonly part: number; readonly round: number },
  decision: Decision,
  by: DecidedBy,
  now: Date,
): Result<Referral, DecisionRefused> {
  const part = referral.parts.find((candidate) => candidate.part === at.part);
  const offer = part?.offers.find((candidate) => candidate.round === at.round);
  if (part === undefined || offer === undefined) return refuse({ code: 'unknown' });
  if (!DECIDES[decision.verb].includes(offer.status) || currentOffer(part) !== offer) {
    return refuse({ code: 'stale', offer });
  }
  const isLetGo = decision.verb === 'decline' || decision.verb === 'hand-back';
  if (isLetGo && decision.reason === 'other' && written(decision.notes) === '') {
    return refuse({ code: 'notes-required' });
  }
  const decided: Offer = {
    ...offer,
    status: STATUS_AFTER[decision.verb],
    decidedAt: now,
    decidedBy: by.decider,
    reason: 'reason' in decision ? decision.reason : '',
    notes: 'notes' in decision ? decision.notes : '',
    opId: by.opId,
    revision: offer.revision + 1,
    ...(decision.verb === 'hand-back' ? { handedBack: true } : {}),
  };
  return ok(withOffer(referral, at.part, decided));
}

export interface TimedOut {
  readonly referral: Referral;
  /** The offers that ended so, as they are now. */
  readonly ended: readonly { readonly part: number; readonly offer: Offer }[];
}

/** Ends the offers that nobody answered in time. Applied before every decision, so that a late timer changes nothing. */
export function timeOutOverdue(referral: Referral, now: Date): TimedOut {
  const ended = referral.parts.flatMap((of) => {
    const offer = currentOffer(of);
    const { part } = of;
    if (offer?.status !== 'offered' || !isOverdue(offer, now)) return [];
    const timedOut: Offer = {
      ...offer,
      status: 'timed-out',
      decidedAt: now,
      decidedBy: { by: 'job', name: '' },
      opId: `time-out:${part}:${offer.round}`,
      revision: offer.revision + 1,
    };
    return [{ part, offer: timedOut }];
  });
  return { referral: ended.reduce((next, { part, offer }) => withOffer(next, part, offer), referral), ended };
}

/**
 * The referral with what one matching of a part found. The first offer stays with the part, which from then on is about
 * that offer's workloads; each further one is a new part, after all there are. Part numbers never change, so of one
 * matching the last is the FastTrack Center's when the offers are in that order. What an operator ordered holds for all.
 */
export function offerPart(
  referral: Referral,
  part: number,
  [first, ...further]: readonly [Offer, ...Offer[]],
): Referral {
  const taken = mapPart(referral, part, (old) => ({
    ...old,
    workloads: first.workloads,
    offers: [...old.offers, first],
    redirect: null,
  }));
  const last = Math.max(...referral.parts.map((known) => known.part));
  const orderedBy = referral.parts.find((known) => known.part === part)?.orderedBy;
  const added = further.map((offer, index): Part => ({
    ...(orderedBy === undefined ? {} : { orderedBy }),
    part: last + 1 + index,
    workloads: offer.workloads,
    offers: [offer],
    redirect: null,
  }));
  return { ...taken, parts: [...taken.parts, ...added] };
}

function isOverdue(offer: Offer, now: Date): boolean {
  return offer.respondBy !== null && now >= offer.respondBy;
}

/** In which states each verb decides anything. */
const DECIDES: { readonly [verb in Decision['verb']]: readonly OfferStatus[] } = {
  accept: ['offered'],
  decline: ['offered'],
  withdraw: ['offered', 'accepted'],
  'hand-back': ['accepted'],
};

const STATUS_AFTER: { readonly [verb in Decision['verb']]: OfferStatus } = {
  accept: 'accepted',
  decline: 'declined',
  'hand-back': 'declined',
  withdraw: 'withdrawn',
};

/** The referral with one offer of a part in a later state. */
export function withOffer(referral: Referral, part: number, offer: Offer): Referral {
  return mapPart(referral, part, (old) => ({
    ...old,
    offers: old.offers.map((candidate) => (candidate.round === offer.round ? offer : candidate)),
  }));
}

function mapPart(referral: Referral, number: number, change: (part: Part) => Part): Referral {
  return { ...referral, parts: referral.parts.map((part) => (part.part === number ? change(part) : part)) };
}
