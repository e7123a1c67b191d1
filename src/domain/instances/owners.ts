import { SHARDS } from './shards.ts';

/** Who works through each shard: the name of an instance, or empty. The place in the list is the shard. */
export type Owners = readonly string[];

/** Nobody yet. */
export const NO_OWNERS: Owners = Array.from({ length: SHARDS }, () => '');

/**
 * What an instance makes of the owners: shards of whoever is not alive are free; it takes free ones up to its share and
 * frees what it holds above it. It never takes a shard from a living instance, which has to give it up by itself.
 *
 * @param alive names of all living instances, its own among them
 * @returns the owners as they then are; the very list it was given when nothing changes
 */
export function dealt(owners: Owners, alive: readonly string[], own: string): Owners {
  const living = new Set(alive);
  let left = shareOf(alive, own);
  const next = owners.map((owner) => {
    if (owner !== own) return living.has(owner) ? owner : '';
    left--;
    return left >= 0 ? own : '';
  });
  for (let shard = 0; shard < next.length && left > 0; shard++) {
    if (next[shard] !== '') continue;
    next[shard] = own;
    left--;
  }
  return next.every((owner, shard) => owner === owners[shard]) ? owners : next;
}

/** What is left when an instance ends. */
export function withoutOwner(owners: Owners, own: string): Owners {
  return owners.map((owner) => (owner === own ? '' : owner));
}

/** The shards of an instance, ascending. */
export function shardsOf(owners: Owners, own: string): readonly number[] {
  return owners.flatMap((owner, shard) => (owner === own ? [shard] : []));
}

/** As many for each, and one more for the first by name as long as there are any over. */
function shareOf(alive: readonly string[], own: string): number {
  const rank = alive.filter((name) => name < own).length;
  return Math.floor(SHARDS / alive.length) + (rank < SHARDS % alive.length ? 1 : 0);
}
