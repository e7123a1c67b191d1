import type { Person } from '../../domain/memberships/person.ts';
import { rightsOf, type Rights } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { ContactDocument } from './documents.ts';
import { directoryPartitions, findLocation, listLocations } from '../referrals/directory.ts';

/** More than anybody could choose from in a chat. */
export const MAX_LOCATIONS = 30;
/** Most entries one person can have on one roster. */
const MAX_ENTRIES = 20;
/** Locations of one account read at once, instead of each by itself, where that asks less of the directory. */
const PAGE = 100;

/**
 * The locations at which a person has a right now, by name: their standings say where to look, the rosters what holds.
 *
 * Reads: their locations, those of one account together, and a roster for each that is wanted.
 *
 * @param isWanted which of them to look at
 */
export async function locationsOf(
  documents: Documents,
  person: Pick<Person, 'personId' | 'standings'>,
  now: Date,
  isWanted: (location: Location) => boolean = () => true,
): Promise<Rights[]> {
  const wanted = (await locationsAt(documents, person.standings.slice(0, MAX_LOCATIONS))).filter(isWanted);
  const held = await Promise.all(
    wanted.map(async (location) =>
      rightsOf(await entriesAt(documents, person, location.partnerId), location, now),
    ),
  );
  return held
    .filter((rights) => rights !== undefined)
    .sort((one, two) => one.location.name.localeCompare(two.location.name));
}

async function locationsAt(
  documents: Documents,
  standings: Person['standings'],
): Promise<readonly Location[]> {
  const found = new Map<PartnerId, Location>();
  const accounts = [...Map.groupBy(standings, ({ globalId }) => globalId)];
  const places = directoryPartitions(documents).length;
  await Promise.all(
    accounts.map(async ([globalId, { length }]) => {
      if (globalId === null || length <= places) return;
      const ofAccount = [{ field: 'globalId', is: '=', value: globalId }] as const;
      for (const location of await listLocations(documents, ofAccount, PAGE)) {
        found.set(location.partnerId, location);
      }
    }),
  );
  const missing = standings.filter(({ partnerId }) => !found.has(partnerId));
  const read = await Promise.all(missing.map(({ partnerId }) => findLocation(documents, partnerId)));
  return [
    ...standings.flatMap(({ partnerId }) => found.get(partnerId) ?? []),
    ...read.flatMap((location) => location?.value ?? []),
  ];
}

async function entriesAt(documents: Documents, { personId }: Pick<Person, 'personId'>, partnerId: PartnerId) {
  const entries = await documents.list(ContactDocument, partitions.partner(partnerId), {
    where: [{ field: 'personId', is: '=', value: personId }],
    limit: MAX_ENTRIES,
  });
  return entries.items.map((entry) => entry.value);
}
