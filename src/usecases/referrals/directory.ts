import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { committed } from '../committed.ts';
import { partitions } from '../partitions.ts';
import { create, remove, type Condition, type Document, type Documents } from '../ports.ts';
import { shardNames, shardOf } from '../shard-of.ts';
import { LocationDocument } from './documents.ts';

/**
 * Where locations lie. Every match looks for one of them and counts for it there, so a store that bounds what one partition
 * may take (`Documents.spread`) has them in shards, by the hash of their id; any other store has them in one partition. In
 * that one they also lay in every store before there were shards: what has not moved yet is found there.
 */
export const UNSPREAD = partitions.directory;

/** Everywhere that locations belong. */
export function directoryPartitions({ spread = 1 }: Documents): readonly string[] {
  return spread === 1 ? [UNSPREAD] : shardNames(spread).map(partitions.directoryShard);
}

/** Where a location belongs. */
export function directoryOf({ spread = 1 }: Documents, partnerId: PartnerId): string {
  return spread === 1 ? UNSPREAD : partitions.directoryShard(shardOf(partnerId, spread));
}

/** A location, wherever it lies. One read, three where it is not there. */
export async function findLocation(
  documents: Documents,
  partnerId: PartnerId,
): Promise<Document<Location> | undefined> {
  const here = directoryOf(documents, partnerId);
  const found = await documents.get(LocationDocument, here, partnerId);
  if (found !== undefined || here === UNSPREAD) return found;
  const former = await documents.get(LocationDocument, UNSPREAD, partnerId);
  // It may have moved between the two reads.
  return former ?? documents.get(LocationDocument, here, partnerId);
}

/** A location to be changed where it belongs: one that has not moved yet moves first. */
export async function locationToChange(
  documents: Documents,
  partnerId: PartnerId,
): Promise<Document<Location> | undefined> {
  const found = await findLocation(documents, partnerId);
  return found && inPlace(documents, found);
}

/** {@link locationToChange} of one that was read. */
export async function inPlace(
  documents: Documents,
  location: Document<Location>,
): Promise<Document<Location> | undefined> {
  const { partnerId } = location.value;
  const here = directoryOf(documents, partnerId);
  if (location.partition === here) return location;
  await moveLocation(documents, location);
  return documents.get(LocationDocument, here, partnerId);
}

/**
 * Moves a location into its shard. It is changed only there, so a copy that is there already is at least as new. One that
 * was gone from where it lay by the time it was copied had moved before and was removed since: that copy goes again.
 */
export async function moveLocation(documents: Documents, former: Document<Location>): Promise<void> {
  const { id, value, imported } = former;
  const here = directoryOf(documents, value.partnerId);
  let copied: string | undefined;
  const copy = create(LocationDocument, id, value, imported === undefined ? {} : { imported });
  await committed(async () => ([copied] = await documents.commit(here, [copy])));
  const isMoved = await committed(() => documents.commit(UNSPREAD, [remove(former)]));
  if (isMoved || copied === undefined) return;
  const etag = copied;
  await committed(() => documents.commit(here, [remove({ id, etag })]));
}

/** Whether locations of an earlier release wait to be moved into their shards. */
export async function isMoving(documents: Documents): Promise<boolean> {
  if (directoryPartitions(documents).includes(UNSPREAD)) return false;
  return (await documents.list(LocationDocument, UNSPREAD, { limit: 1 })).items.length > 0;
}

/** Locations that meet conditions, by their ids: the first so many. A query of each place. */
export async function listLocations(
  documents: Documents,
  where: readonly Condition[],
  limit: number,
): Promise<readonly Location[]> {
  const pages = await Promise.all(
    placesOf(documents).map((partition) => documents.list(LocationDocument, partition, { where, limit })),
  );
  return onceEach(pages.flatMap(({ items }) => items)).slice(0, limit);
}

const PAGE = 500;

/** All locations that meet conditions, each once, place by place; for jobs, imports and exports. */
export async function* allLocations(
  documents: Documents,
  where: readonly Condition[] = [],
): AsyncGenerator<Document<Location>> {
  const seen = new Set<string>();
  // From where they move first: what has left it by then is where it belongs.
  for (const partition of placesOf(documents).toReversed()) {
    let after: string | undefined;
    do {
      const page = await documents.list(LocationDocument, partition, {
        where,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      for (const location of page.items) {
        if (seen.has(location.id)) continue;
        seen.add(location.id);
        yield location;
      }
      after = page.next;
    } while (after !== undefined);
  }
}

/** How many there are; one that is moving may count twice. A count of each place. */
export async function countLocations(documents: Documents, where: readonly Condition[]): Promise<number> {
  const counts = await Promise.all(
    placesOf(documents).map((partition) => documents.count(LocationDocument, partition, where)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Where they belong, then where they move from. */
function placesOf(documents: Documents): readonly string[] {
  return [...new Set([...directoryPartitions(documents), UNSPREAD])];
}

/** By their ids; of two copies of one that moves, the one where it belongs. */
function onceEach(found: readonly Document<Location>[]): readonly Location[] {
  const byId = new Map(found.toReversed().map(({ id, value }) => [id, value]));
  return [...byId].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}
