import type { Contact } from '../../domain/memberships/contact.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { mayActOn, type Rights } from '../../domain/memberships/rights.ts';
import { newQuarter, quarterOf, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import { named, namesOf } from '../../domain/referrals/names.ts';
import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { rightsAt, rightsWith, rosterRightsAt, type RosterRights } from '../memberships/rights.ts';
import { figuresBeside } from './figures.ts';
import { findReferral } from './load.ts';

/** A referral part as somebody of one location may see it: with the offer that this location got. */
export interface OfferView {
  readonly referral: Referral;
  readonly part: Part;
  readonly offer: Offer;
  readonly rights: Rights;
  /** The location's roster, where the card shows who acted. */
  readonly roster: readonly Contact[];
  /** Where they were asked for and the offer is open: the quarter that a decline would count in. */
  readonly figures?: QuarterFigures;
}

export interface OfferRef {
  readonly referralId: ReferralId;
  readonly part: number;
  /** The round that a card was made for; absent: the location's latest. */
  readonly offer?: number | undefined;
}

/** Nothing can be probed: what does not exist and what one may not see are refused alike. */
export type OfferRefused = { readonly code: 'forbidden' };

/**
 * The offer that a person may see: of the round named, or of the latest round at a location where they have a right.
 */
export async function findOffer(
  { documents, clock }: Context,
  actor: Pick<Actor, 'personId'>,
  ref: OfferRef,
  look: Look = rightsToShow,
): Promise<Result<OfferView, OfferRefused>> {
  const stored = await findReferral(documents, ref.referralId);
  return stored === undefined
    ? refuse({ code: 'forbidden' })
    : viewOf(documents, stored.value, actor, ref, clock.now(), look);
}

type Held = RosterRights & Pick<OfferView, 'figures'>;

/** How the rights at a location are read, with what is shown besides. */
type Look = (
  documents: Context['documents'],
  actor: Pick<Actor, 'personId'>,
  partnerId: PartnerId,
  offers: readonly Offer[],
  now: Date,
) => Promise<Held | undefined>;

export async function viewOf(
  documents: Context['documents'],
  referral: Referral,
  actor: Pick<Actor, 'personId'>,
  ref: OfferRef,
  now: Date,
  look: Look = rightsToShow,
): Promise<Result<OfferView, OfferRefused>> {
  const part = referral.parts.find((candidate) => candidate.part === ref.part);
  if (part === undefined) return refuse({ code: 'forbidden' });
  const rounds = part.offers.filter((offer) => ref.offer === undefined || offer.round === ref.offer);
  for (const partnerId of locationsOf(rounds)) {
    const held = await look(documents, actor, partnerId, rounds, now);
    if (held === undefined || !mayActOn(referral.kind, held.rights)) continue;
    const offer = rounds.findLast((candidate) => candidate.partnerId === partnerId);
    if (offer !== undefined) return ok(offerViewIn(referral, part.part, offer.round, held));
  }
  return refuse({ code: 'forbidden' });
}

/** Two reads: with the names of whoever acted, where a card of these offers would show any. */
export function rightsToShow(
  documents: Context['documents'],
  actor: Pick<Actor, 'personId'>,
  partnerId: PartnerId,
  offers: readonly Offer[],
  now: Date,
): Promise<Held | undefined> {
  const isDecided = offers.some((offer) => offer.partnerId === partnerId && offer.decidedBy !== null);
  return isDecided
    ? rosterRightsAt(documents, actor, partnerId, now)
    : rightsAt(documents, actor, partnerId, now).then((rights) => rights && { rights, roster: [] });
}

/** {@link rightsToShow} with the figures of the quarter of an open offer, in the same two reads. */
export async function rightsAndFigures(
  documents: Context['documents'],
  actor: Pick<Actor, 'personId'>,
  partnerId: PartnerId,
  offers: readonly Offer[],
  now: Date,
): Promise<Held | undefined> {
  const own = offers.filter((offer) => offer.partnerId === partnerId);
  const latest = own.at(-1);
  if (latest?.status !== 'offered' || own.some(({ decidedBy }) => decidedBy !== null)) {
    return rightsToShow(documents, actor, partnerId, offers, now);
  }
  const quarter = quarterOf(latest.offeredAt);
  const held = await rightsWith(documents, actor, partnerId, now, { figures: figuresBeside(quarter) });
  return (
    held && { rights: held.rights, roster: [], figures: held.beside.figures?.value ?? newQuarter(quarter) }
  );
}

/** The same offer in a referral that has moved on, with the names of its location's people. */
export function offerViewIn(
  whole: Referral,
  number: number,
  round: number,
  { rights, roster, figures }: Held,
): OfferView {
  const referral = named(whole, rights.location.partnerId, namesOf(roster));
  const part = referral.parts.find((candidate) => candidate.part === number);
  const offer = part?.offers.find((candidate) => candidate.round === round);
  if (part === undefined || offer === undefined) throw new Error(`no offer ${number}/${round}`);
  const isOpen = offer.status === 'offered' && figures !== undefined;
  return { referral, part, offer, rights, roster, ...(isOpen ? { figures } : {}) };
}

/** Latest first, each once. */
function locationsOf(offers: readonly Offer[]): PartnerId[] {
  const ids = offers
    .toReversed()
    .flatMap(({ partnerId }) => (partnerId === 'FTC' || partnerId === '' ? [] : [partnerId]));
  return [...new Set(ids)];
}
