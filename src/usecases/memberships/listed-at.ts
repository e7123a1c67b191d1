import type { Location } from '../../domain/referrals/location.ts';
import type { MergedPage } from '../merged-page.ts';
import { partitions } from '../partitions.ts';
import type { ListScope } from './list-scope.ts';

/** A page of what one location has, or several together. */
export interface ListedAt<Entry> {
  /** The locations listed, by name. */
  readonly at: readonly Location[];
  /** Those that may be listed instead; one where there is no choice. */
  readonly choices: readonly Location[];
  /** How many of the person's locations are not looked at. */
  readonly leftOut: number;
  readonly entries: readonly Entry[];
  /** Whose each entry is. */
  readonly owners: ReadonlyMap<Entry, Location>;
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** Nothing else of this page was found within what one turn looks through. */
  readonly cutShort: boolean;
}

export function listedAt<Entry>(scope: ListScope, page: MergedPage<Entry>): ListedAt<Entry> {
  const at = scope.at.map(({ location }) => location);
  const byPartition = new Map(at.map((location) => [partitions.partner(location.partnerId), location]));
  const owners = new Map<Entry, Location>();
  for (const { partition, value } of page.found) {
    const location = byPartition.get(partition);
    if (location !== undefined) owners.set(value, location);
  }
  const { choices, leftOut } = scope;
  const { after, cutShort } = page;
  return { at, choices, leftOut, entries: page.found.map(({ value }) => value), owners, after, cutShort };
}
