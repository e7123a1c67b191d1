import { randomUUID } from 'node:crypto';
import { dealt, NO_OWNERS, shardsOf, withoutOwner, type Owners } from '../domain/instances/owners.ts';
import { shardOf } from '../domain/instances/shards.ts';
import { ConflictError, remove, type Clock, type Documents } from '../usecases/ports.ts';
import {
  findInstance,
  findShards,
  INSTANCES,
  instanceChange,
  instanceId,
  instanceWatch,
  shardsChange,
  type View,
} from './instances.ts';

/** For how long a renewal counts for whoever made it: less than for others, so that it has stopped before they take over. */
export const HELD_MS = 10_000;

/** Each of which means that another instance wrote, so that few are ever needed. */
const ATTEMPTS = 8;

export interface ShardLeasesOptions {
  readonly documents: Documents;
  readonly clock: Clock;
  /** Milliseconds of no particular beginning, which no setting of a clock moves. */
  readonly elapsed?: () => number;
  /**
   * Where the process is: no two that live may give the same. Whoever starts under a name that is there is the successor of
   * a process that has ended, and goes on with its shards at once.
   */
  readonly name: string;
  /** Told of an instance that was found to have ended. */
  readonly ended?: (name: string) => void;
}

export interface ShardLeases {
  /** The name that others know it by. */
  readonly name: () => string;
  /** Takes part, or goes on taking part. @throws StoreUnavailable, ConflictError: what is held goes on until it runs out */
  readonly renew: () => Promise<void>;
  /** The shards that are this instance's now; none once it has not renewed in time. */
  readonly held: () => readonly number[];
  readonly holds: (partition: string) => boolean;
  /** Who was last seen to work through the jobs of a partition; empty: nobody. */
  readonly ownerOf: (partition: string) => string;
  /** Holds nothing from now on, and says so to the others. */
  readonly giveBack: () => Promise<void>;
}

/** What an instance knows of itself. */
interface Self {
  /** The process: another one that comes up under its name has another. */
  readonly run: string;
  name: string;
  /** Has written itself down at some time. */
  joined: boolean;
  leaving: boolean;
  held: ReadonlySet<number>;
  /** On the clock of {@link ShardLeasesOptions.elapsed}. */
  until: number;
  owners: Owners;
}

/**
 * The shards of one instance. All that instances agree on lies in one partition: a document each, which its instance writes
 * anew every few seconds, and one that says who has which shard. Each step is one commit at the etags that it was decided
 * on, this instance's own among them: whoever was taken to have ended cannot take or free anything any more.
 */
export function shardLeases(options: ShardLeasesOptions): ShardLeases {
  const { documents, elapsed = () => performance.now() } = options;
  const self = newSelf(options.name);
  const look = instanceWatch(documents, elapsed);
  let work: Promise<void> = Promise.resolve();

  /** One after the other, and again for as long as others write in between. */
  function inTurn(action: () => Promise<void>): Promise<void> {
    const next = work.then(() => untilAgreed(action));
    work = next.catch(() => undefined);
    return next;
  }

  const isSure = () => elapsed() < self.until;
  return {
    name: () => self.name,
    renew: () =>
      inTurn(async () => {
        if (!self.leaving) await step(options, self, await look(self.name), elapsed);
      }),
    held: () => (isSure() ? [...self.held] : []),
    holds: (partition) => isSure() && self.held.has(shardOf(partition)),
    ownerOf: (partition) => self.owners[shardOf(partition)] ?? '',
    giveBack() {
      self.leaving = true;
      self.held = new Set();
      return inTurn(() => leave(documents, self));
    },
  };
}

function newSelf(name: string): Self {
  return {
    run: randomUUID(),
    name,
    joined: false,
    leaving: false,
    held: new Set(),
    until: 0,
    owners: NO_OWNERS,
  };
}

/** Renews, takes what is free up to its share, frees what is above it, and takes those that ended off the list. */
async function step(
  { documents, clock, name, ended = () => undefined }: ShardLeasesOptions,
  self: Self,
  { alive, over, shards }: View,
  elapsed: () => number,
): Promise<void> {
  const known = alive.find((one) => one.id === instanceId(self.name));
  if (known?.value.run !== self.run) {
    self.held = new Set();
    // Another process has come up under its name, so it needs one that nobody else can have.
    if (self.joined && known !== undefined) self.name = `${name}/${self.run}`;
  }
  const own = alive.find((one) => one.id === instanceId(self.name));
  const others = alive.filter((one) => one !== own).map((one) => one.value.name);
  const before: Owners = shards?.value.owners ?? NO_OWNERS;
  const next = dealt(before, [...others, self.name], self.name);
  const kept = shardsOf(next, self.name);
  // What it is about to free is left alone before anybody can take it.
  self.held = new Set(kept.filter((shard) => self.held.has(shard)));
  const startedAt = elapsed();
  await documents.commit(INSTANCES, [
    instanceChange(own, { name: self.name, run: self.run, renewedAt: clock.now() }),
    ...over.map(remove),
    ...(next === before && shards !== undefined ? [] : [shardsChange(shards, next)]),
  ]);
  self.joined = true;
  self.owners = next;
  if (!self.leaving) {
    self.held = new Set(kept);
    self.until = startedAt + HELD_MS;
  }
  for (const { value } of over) ended(value.name);
}

async function leave(documents: Documents, self: Self): Promise<void> {
  if (!self.joined) return;
  const shards = await findShards(documents);
  const own = await findInstance(documents, self.name);
  if (own?.value.run !== self.run || shards === undefined) return;
  const owners = withoutOwner(shards.value.owners, self.name);
  await documents.commit(INSTANCES, [remove(own), shardsChange(shards, owners)]);
}

async function untilAgreed(action: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await action();
      return;
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
    }
  }
}
