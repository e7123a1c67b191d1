import type { Contact } from '../../domain/memberships/contact.ts';
import { mayActOn, rightsOf, type Rights } from '../../domain/memberships/rights.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { PersonDocument } from '../memberships/documents.ts';
import { rosterOf } from '../memberships/roster.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { findLocation } from '../referrals/directory.ts';
import type { ThingView } from './view.ts';

/** Teams takes 60; a press reads no more people than this. Source: Microsoft Learn, "User Specific Views". */
const MAX_VIEWERS = 40;
/** A customer may stand with many locations of one person. */
const MAX_LOCATIONS = 3;

/**
 * Who else may see a thing, by the Teams ids that clients refresh a shared card for: people of the locations that it is of, with
 * the right that its card takes, as far as Porter has met them. A hint to clients: what is shown is decided when they ask.
 */
export async function viewersOf(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  view: ThingView,
): Promise<readonly string[]> {
  const { at, may } = whoMay(view);
  const now = clock.now();
  const each = await Promise.all(
    at.slice(0, MAX_LOCATIONS).map((partnerId) => peopleAt(documents, partnerId, may, now)),
  );
  const people = [...new Set(each.flat())].slice(0, MAX_VIEWERS);
  const ids = await Promise.all(people.map((personId) => teamsIdOf(documents, personId)));
  return ids.filter((id) => id !== undefined);
}

function whoMay(view: ThingView): {
  readonly at: readonly PartnerId[];
  readonly may: (rights: Rights) => boolean;
} {
  switch (view.kind) {
    case 'claim':
      return { at: [view.claim.claim.partnerId], may: ({ incentiveRole }) => incentiveRole !== null };
    case 'referral': {
      const { rights, referral } = view.offer;
      return { at: [rights.location.partnerId], may: (held) => mayActOn(referral.kind, held) };
    }
    case 'customer':
      return { at: view.customer.at.map(({ location }) => location.partnerId), may: () => true };
  }
}

async function peopleAt(
  documents: Documents,
  partnerId: PartnerId,
  may: (rights: Rights) => boolean,
  now: Date,
): Promise<PersonId[]> {
  const [roster, location] = await Promise.all([
    rosterOf(documents, partnerId),
    findLocation(documents, partnerId),
  ]);
  if (location === undefined) return [];
  const entries = Map.groupBy(roster, ({ personId }: Contact) => personId);
  return [...entries].flatMap(([personId, own]) => {
    const rights = rightsOf(own, location.value, now);
    return personId !== null && rights !== undefined && may(rights) ? [personId] : [];
  });
}

/** As the bot knows the person, if it does. */
async function teamsIdOf(documents: Documents, personId: PersonId): Promise<string | undefined> {
  const person = await documents.get(PersonDocument, partitions.person(personId), PERSON_DOCUMENT);
  const id = person?.value.conversation?.userId;
  return id?.startsWith('29:') === true ? id : undefined;
}
