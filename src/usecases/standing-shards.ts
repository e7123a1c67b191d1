import { partitions } from './partitions.ts';
import { shardNames, shardOf } from './shard-of.ts';

/**
 * Where each referral’s parts and each claim stand is kept for good, and every step of each is written: more than one
 * partition holds or takes. All of one key lie in one of these.
 */
const SHARDS = 32;

export type Standing = 'referrals' | 'claims';

export function standingsOf(of: Standing, key: string): string {
  return partitions.standings(of, shardOf(key, SHARDS));
}

/** All of them, in order. */
export function standingShards(of: Standing): readonly string[] {
  return shardNames(SHARDS).map((shard) => partitions.standings(of, shard));
}
