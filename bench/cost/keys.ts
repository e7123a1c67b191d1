import { standingShards } from '../../src/usecases/standing-shards.ts';
import { BUSY_SECONDS, DAY, LOCATIONS, YEARS, type Work } from './day.ts';
import { entryIn, type Entry, type Ledger } from './ledger.ts';

/** A sample: what so many pieces of one kind of work took, at so many locations. */
export interface Sample {
  readonly work: Work;
  readonly pieces: number;
  readonly locations: number;
  readonly ledger: Ledger;
}

/** What a partition key takes in the day, and how large its partition is after some years. */
export interface Key {
  readonly name: string;
  readonly ruPerSecond: number;
  readonly bytes: number;
}

const DAYS = 365 * YEARS;
const SHARDS = standingShards('referrals').length;

const SHARD = /:\d+$/;

/** Of a sample's few locations and claims some shards have several and some none; of a whole programme's all have as much. */
function evenly(keys: ReadonlyMap<string, Grown>): ReadonlyMap<string, Grown> {
  const even = new Map<string, Grown>();
  for (const [key, { ru, bytes }] of keys) {
    const isShard = SHARD.test(key) && isShared(key);
    const name = isShard ? key.replace(SHARD, ':<shard>') : key;
    const times = isShard ? 1 / SHARDS : 1;
    const all = even.get(name) ?? { ru: 0, bytes: 0 };
    even.set(name, { ru: all.ru + ru * times, bytes: all.bytes + bytes * times });
  }
  return even;
}

interface Grown {
  readonly ru: number;
  readonly bytes: number;
}

/**
 * The keys of a day, the hottest first. A key that all of the programme shares takes its part of every piece of the work; one
 * of a location, a person, a customer or a thing is one of many, and takes as much more as the sample had fewer pieces for it.
 *
 * @param stored what lay in the store before the work, of the sample's locations
 */
export function keysOf(samples: readonly Sample[], stored: Ledger, locations: number): readonly Key[] {
  const keys = new Map<string, Grown>();
  const add = (name: string, ru: number, bytes: number) => {
    const key = keys.get(name) ?? { ru: 0, bytes: 0 };
    keys.set(name, { ru: key.ru + ru, bytes: key.bytes + bytes });
  };
  for (const [partition, { bytes }] of stored) {
    add(partition, 0, isShared(partition) ? (bytes * LOCATIONS) / locations : bytes);
  }
  for (const { work, pieces, locations: sampled, ledger } of samples) {
    const share = DAY[work] / pieces;
    for (const [partition, entry] of ledger) {
      const times = timesOf(partition, share, sampled);
      add(partition, entry.ru * times, keptBytes(entry) * times);
    }
  }
  return [...evenly(keys)]
    .map(([name, { ru, bytes }]) => ({ name, ruPerSecond: ru / BUSY_SECONDS, bytes }))
    .toSorted((one, other) => other.ruPerSecond - one.ruPerSecond);
}

/** All of a sample as the whole day, whatever the key. */
export function totalOf({ work, pieces, ledger }: Sample): Entry {
  const total = entryIn(new Map(), '');
  for (const entry of ledger.values()) {
    for (const field of FIELDS) total[field] += (entry[field] * DAY[work]) / pieces;
  }
  return total;
}

const FIELDS = ['reads', 'queries', 'writes', 'ru', 'bytes', 'passing', 'byteSeconds'] as const;

/** Bytes that a day leaves behind, as many times as days pass before they go, in {@link YEARS}. */
export function keptBytes({ bytes, byteSeconds }: Entry): number {
  return Math.max(0, bytes) * DAYS + Math.max(0, byteSeconds) / 86_400;
}

function timesOf(partition: string, share: number, sampled: number): number {
  switch (kindOf(partition)) {
    case 'shared':
      return share;
    case 'thing':
      // What lies there belongs to one piece of work, which comes once.
      return 1;
    case 'of-location':
      return (share * sampled) / LOCATIONS;
  }
}

function isShared(partition: string): boolean {
  return kindOf(partition) === 'shared';
}

const THINGS = new Set(['referrals', 'inbox', 'pointers', 'files', 'conversations', 'mails', 'customers']);
const OF_LOCATIONS = new Set(['partners', 'people', 'accounts']);

function kindOf(partition: string): 'shared' | 'thing' | 'of-location' {
  const collection = partition.split('/')[0] ?? '';
  if (THINGS.has(collection)) return 'thing';
  return OF_LOCATIONS.has(collection) ? 'of-location' : 'shared';
}
