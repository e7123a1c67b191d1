import type { Person } from '../../domain/memberships/person.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Documents } from '../ports.ts';
import { locationsOf, MAX_LOCATIONS } from './locations-of.ts';
import { rightsAt } from './rights.ts';

/** Of which locations a list is. */
export interface ListScope {
  /** Rights at those that are listed; never empty. */
  readonly at: readonly Rights[];
  /** Those that may be chosen instead, by name; one where there is no choice. */
  readonly choices: readonly Location[];
  /** How many further ones are not looked at, since a turn reads no more. */
  readonly leftOut: number;
}

/**
 * Reads for somebody of one location: two. For several: their locations, and a roster for each.
 *
 * @param partnerId the one location asked for; undefined: all
 * @param isMeant whether the rights at a location are enough for the list
 * @param look reads the rights at the only one that is listed, with what the list shows besides
 * @returns undefined when no location is left to list
 */
export async function listScope(
  documents: Documents,
  person: Pick<Person, 'personId' | 'standings'>,
  partnerId: PartnerId | undefined,
  now: Date,
  isMeant: (rights: Rights) => boolean = () => true,
  look: (partnerId: PartnerId) => Promise<Rights | undefined> = (at) => rightsAt(documents, person, at, now),
): Promise<ListScope | undefined> {
  const { standings } = person;
  if (standings.length > 1) {
    const all = (await locationsOf(documents, person, now)).filter(isMeant);
    const at = partnerId === undefined ? all : all.filter(({ location }) => location.partnerId === partnerId);
    const leftOut = Math.max(0, standings.length - MAX_LOCATIONS);
    if (at.length > 0) return { at, choices: all.map(({ location }) => location), leftOut };
  }
  // Standings are a hint where to look, and cut short for people of very many locations: the roster says.
  const alone = partnerId ?? (standings.length === 1 ? standings[0]?.partnerId : undefined);
  const rights = alone && (await look(alone));
  if (rights === undefined || !isMeant(rights)) return undefined;
  return { at: [rights], choices: [rights.location], leftOut: 0 };
}
