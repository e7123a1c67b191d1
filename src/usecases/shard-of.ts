import { createHash } from 'node:crypto';

/**
 * Which of so many shards a key lies in, as two digits or more: by a hash, the same for good. Where things lie hangs on it, so
 * a number of shards is never changed without moving what lies there.
 */
export function shardOf(key: string, shards: number): string {
  const hash = createHash('sha256').update(key).digest().readUInt32BE(0);
  return shardName(hash % shards);
}

/** All of so many shards, in order. */
export function shardNames(shards: number): readonly string[] {
  return Array.from({ length: shards }, (_none, index) => shardName(index));
}

function shardName(index: number): string {
  return String(index).padStart(2, '0');
}
