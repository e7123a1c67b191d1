import type { Contact } from '../memberships/contact.ts';
import type { PartnerId } from '../shared/ids.ts';
import type { Offer, Referral } from './referral.ts';

/** Who is called what at one location, by Entra id. Who has left it is not among them. */
export type Names = ReadonlyMap<string, string>;

export function namesOf(roster: readonly Contact[]): Names {
  return new Map(
    roster.flatMap(({ aadObjectId, name }) => (aadObjectId === null ? [] : [[aadObjectId, name] as const])),
  );
}

/** The referral with the names of those who acted on a location's offers; `''` for whoever is not on its roster any more. */
export function named(referral: Referral, partnerId: PartnerId, names: Names): Referral {
  if (names.size === 0) return referral;
  const parts = referral.parts.map((part) => ({
    ...part,
    offers: part.offers.map((offer) => (offer.partnerId === partnerId ? namedOffer(offer, names) : offer)),
  }));
  return { ...referral, parts };
}

function namedOffer(offer: Offer, names: Names): Offer {
  const withName = <T extends { readonly by: string; readonly name: string }>(acted: T): T => ({
    ...acted,
    name: acted.name || (names.get(acted.by) ?? ''),
  });
  const { decidedBy, assignee, outcome, journal } = offer;
  return {
    ...offer,
    decidedBy: decidedBy && withName(decidedBy),
    assignee: assignee && withName(assignee),
    outcome: outcome && withName(outcome),
    journal: journal.map(withName),
  };
}
