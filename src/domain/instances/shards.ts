/**
 * Jobs are dealt out in shards, so that several instances work beside each other without meeting. A shard is no place: it
 * follows from the partition that a job lies in, and moving it between instances moves nothing that is stored.
 */
export const SHARDS = 64;

/** Of a job that an earlier release wrote, which says none. It gets its own with the next write. */
export const SHARD_OF_EARLIER_JOBS = 0;

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * The shard of all jobs of a partition, 0 to 63. It is stored with each job, so it may never change.
 *
 * Source: FNV-1a with 32 bits, its upper half folded into the lower (http://www.isthe.com/chongo/tech/comp/fnv/, read 2026-11).
 */
export function shardOf(partition: string): number {
  let hash = OFFSET_BASIS;
  for (let at = 0; at < partition.length; at++) {
    hash = Math.imul(hash ^ partition.charCodeAt(at), PRIME);
  }
  return ((hash >>> 16) ^ hash) & (SHARDS - 1);
}
