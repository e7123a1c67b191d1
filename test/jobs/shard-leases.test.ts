import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { SHARDS } from '../../src/domain/instances/shards.ts';
import { PersonId } from '../../src/domain/shared/ids.ts';
import { jobPool, type JobPool } from '../../src/jobs/job-pool.ts';
import { INSTANCES as PARTITION, LEASE_MS } from '../../src/jobs/instances.ts';
import { RENEW_MS } from '../../src/jobs/keep-leases.ts';
import { HELD_MS, shardLeases, type ShardLeases } from '../../src/jobs/shard-leases.ts';
import { documentsOn, toDocument } from '../../src/store/documents.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { JobDocument, newJob, type JobHandlers } from '../../src/usecases/jobs.ts';
import { InstanceDocument, ShardsDocument } from '../../src/usecases/instances/documents.ts';
import { ConflictError, create, type Documents } from '../../src/usecases/ports.ts';
import { noon } from '../support/referrals.ts';

let store: DocumentStore;
let documents: Documents;
let now: number;

beforeEach(async () => {
  now = 0;
  store = await openSqlite({ folder: ':memory:', now: () => new Date(noon.getTime() + now) });
  documents = documentsOn(store);
});
afterEach(() => store.close());

function leases(name: string, over: Documents = documents, ended?: (name: string) => void): ShardLeases {
  const clock = { now: () => new Date(noon.getTime() + now) };
  return shardLeases({ documents: over, clock, elapsed: () => now, name, ...(ended && { ended }) });
}

const counts = (...instances: readonly ShardLeases[]) => instances.map((one) => one.held().length);

/** So long, with each of these renewing as it does. */
async function pass(ms: number, ...instances: readonly ShardLeases[]): Promise<void> {
  for (const end = now + ms; now < end;) {
    now = Math.min(end, now + RENEW_MS);
    for (const one of instances) await one.renew();
  }
}

describe('shards', () => {
  it('are all of the first instance at once, and of nobody before', async () => {
    const a = leases('a');
    expect(a.held()).toEqual([]);

    await a.renew();

    expect(counts(a)).toEqual([SHARDS]);
    expect(a.holds('people/x')).toBe(true);
    expect(a.ownerOf('people/x')).toBe('a');
  });

  it('are shared out evenly with those that come, each given up before it is taken', async () => {
    const [a, b, c] = [leases('a'), leases('b'), leases('c')];
    await a.renew();
    await b.renew();
    expect(counts(a, b)).toEqual([SHARDS, 0]);
    await a.renew();
    expect(counts(a, b)).toEqual([SHARDS / 2, 0]);
    await b.renew();
    expect(counts(a, b)).toEqual([SHARDS / 2, SHARDS / 2]);

    await c.renew();
    await pass(RENEW_MS * 2, a, b, c);

    expect(counts(a, b, c)).toEqual([22, 21, 21]);
  });

  it('that are given back are taken by the others, and their instance is gone', async () => {
    const [a, b] = [leases('a'), leases('b')];
    await pass(RENEW_MS * 2, a, b);

    await a.giveBack();
    expect(counts(a)).toEqual([0]);
    await b.renew();

    expect(counts(b)).toEqual([SHARDS]);
    expect((await documents.list(InstanceDocument, PARTITION, { limit: 9 })).items).toHaveLength(1);
    expect(a.ownerOf('people/x')).not.toBe('');
    expect(b.ownerOf('people/x')).toBe('b');
  });

  it('of one that died are taken within 30 seconds, and those who listen are told of it', async () => {
    const ended: string[] = [];
    const [a, b] = [leases('a'), leases('b', documents, (name) => void ended.push(name))];
    await pass(RENEW_MS * 2, a, b);

    await pass(LEASE_MS - RENEW_MS, b);
    expect(counts(b)).toEqual([SHARDS / 2]);
    await pass(30_000 - LEASE_MS + RENEW_MS, b);

    expect(counts(b)).toEqual([SHARDS]);
    expect(ended).toEqual(['a']);
  });

  it('are no longer those of one that has not renewed, before anybody takes them', async () => {
    const a = leases('a');
    await a.renew();
    now = HELD_MS - 1;
    expect(counts(a)).toEqual([SHARDS]);
    now = HELD_MS;
    expect(counts(a)).toEqual([0]);
    expect(HELD_MS).toBeLessThan(LEASE_MS);
  });

  it('come back to one that was stopped for a minute only by its asking, and then as its share', async () => {
    const [a, b] = [leases('a'), leases('b')];
    await pass(RENEW_MS * 2, a, b);
    await pass(60_000, b);
    expect(counts(a, b)).toEqual([0, SHARDS]);

    await a.renew();
    expect(counts(a, b)).toEqual([0, SHARDS]);
    await pass(RENEW_MS * 2, b, a);

    expect(counts(a, b)).toEqual([SHARDS / 2, SHARDS / 2]);
  });

  it('of a process that ended go to its successor at the same address at once', async () => {
    const [a, b] = [leases('a'), leases('b')];
    await pass(RENEW_MS * 2, a, b);
    const before = a.held();

    const successor = leases('a');
    await successor.renew();

    expect(successor.held()).toEqual(before);
  });

  it('of one whose name another has taken are left to it, under a name of its own', async () => {
    const a = leases('a');
    await a.renew();
    const other = leases('a');
    await other.renew();

    await a.renew();
    expect(a.name()).not.toBe('a');
    expect(counts(a, other)).toEqual([0, SHARDS]);
    await pass(RENEW_MS * 2, other, a);

    expect(counts(a, other)).toEqual([SHARDS / 2, SHARDS / 2]);
    expect(other.name()).toBe('a');
  });

  it('go on being held while the store is away, for as long as they are sure', async () => {
    let away = false;
    const a = leases('a', {
      ...documents,
      commit: (partition, changes) =>
        away ? Promise.reject(new Error('away')) : documents.commit(partition, changes),
    });
    await a.renew();
    away = true;
    now = RENEW_MS;
    await expect(a.renew()).rejects.toThrow('away');
    expect(counts(a)).toEqual([SHARDS]);
    now = HELD_MS;
    expect(counts(a)).toEqual([0]);
  });
});

const personId = PersonId.parse('8a1f6d0e-5c1b-5b0a-9f0e-2f6c3a4d7b19');
const JOB_LEASE_MS = 30_000;

/** What may happen next to one of the instances, or to all of them: time. */
type Deed =
  | { readonly is: 'renew' | 'work' | 'stop' | 'die' | 'start'; readonly at: number }
  | { readonly is: 'time'; readonly ms: number };

const INSTANCES = 3;
const at = fc.nat(INSTANCES - 1);
const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ is: fc.constant('renew' as const), at }) },
    { weight: 4, arbitrary: fc.record({ is: fc.constant('work' as const), at }) },
    {
      weight: 3,
      arbitrary: fc.record({ is: fc.constantFrom('stop' as const, 'die' as const, 'start' as const), at }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        is: fc.constant('time' as const),
        ms: fc.constantFrom(1_000, RENEW_MS, HELD_MS, LEASE_MS, 60_000),
      }),
    },
  ),
  { maxLength: 40 },
);

/** An instance: its shards, its jobs under way, and how often it was begun anew. */
interface Instance {
  readonly leases: ShardLeases;
  readonly pool: JobPool;
  /** Has neither been stopped nor died. */
  alive: boolean;
  died: boolean;
}

describe('several instances, whatever happens in whatever order between any two accesses to the store', () => {
  it('never hold the same shard, do each job once, and in the end have shared out all shards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), deeds, async (scheduler, history) => {
        const model = await modelOf(scheduler);
        try {
          for (const deed of history) {
            model.begin(deed);
            // Some of what is under way goes on, and the rest waits for as long as it may.
            await model.goOn();
          }
          await model.settle();
        } finally {
          await model.close();
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

const JOBS = 12;

/** @param scheduler decides which access to the store is next */
async function modelOf(scheduler: fc.Scheduler) {
  let ms = 0;
  const shared = await openSqlite({ folder: ':memory:', now: () => new Date(noon.getTime() + ms) });
  const direct = documentsOn(shared);
  const clock = { now: () => new Date(noon.getTime() + ms) };
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  for (let number = 0; number < JOBS; number++) {
    const task = { task: 'person.lane', personId } as const;
    await direct.commit(`people/${number}`, [newJob('lane', task, clock.now())]);
  }
  const effects: string[] = [];
  let tried = 0;
  const pending = new Set<Promise<unknown>>();
  const instances = Array.from({ length: INSTANCES }, (_none, number) => begun(`i${number}`));

  async function scheduled<T>(access: () => Promise<T>): Promise<T> {
    await scheduler.schedule(Promise.resolve());
    return access();
  }

  function begun(name: string): Instance {
    /** What a process had sent when it died still arrives, and is all that it does. */
    const sent = async <T>(access: () => Promise<T>): Promise<T> => {
      if (self.died) throw new Error('died');
      return scheduled(access);
    };
    const slow: Documents = {
      ...direct,
      get: (...args) => sent(() => direct.get(...args)),
      list: (...args) => sent(() => direct.list(...args)),
      commit: (...args) => sent(() => direct.commit(...args)),
    };
    const own = shardLeases({ documents: slow, clock, elapsed: () => ms, name });
    const handlers = {
      'person.lane': async (_task: unknown, { job, done }: { job: { partition: string }; done: never }) => {
        const effect = { name: own.name(), run: 'r', renewedAt: clock.now() };
        await slow.commit(job.partition, [done, create(InstanceDocument, `effect-${++tried}`, effect)]);
        effects.push(job.partition);
        return 'deleted';
      },
    } as unknown as JobHandlers;
    const due = async function* (by: Date, limit: number, shards?: readonly number[]) {
      const found = await sent(() => Array.fromAsync(shared.due(by, limit, shards)));
      for (const stored of found) yield toDocument(JobDocument, stored);
    };
    const options = { documents: slow, handlers, clock, log, due, leaseMs: JOB_LEASE_MS };
    const self: Instance = { leases: own, pool: jobPool(options, quiet), alive: true, died: false };
    return self;
  }

  const follow = (one: Instance, work: Promise<unknown>) => {
    const ended = work.catch((error: unknown) => {
      if (!one.died && !(error instanceof ConflictError)) throw error;
    });
    pending.add(ended);
    void ended.finally(() => pending.delete(ended));
  };

  function begin(deed: Deed): void {
    if (deed.is === 'time') {
      ms += deed.ms;
      return;
    }
    const one = instances[deed.at];
    if (one === undefined) return;
    if (deed.is === 'start') {
      if (!one.alive) instances[deed.at] = begun(`i${deed.at}`);
    } else if (one.alive) {
      if (deed.is === 'renew') follow(one, one.leases.renew());
      if (deed.is === 'work')
        follow(
          one,
          one.pool.fill(() => one.leases.held(), 0),
        );
      if (deed.is === 'stop') follow(one, one.leases.giveBack());
      if (deed.is === 'stop' || deed.is === 'die') one.alive = false;
      if (deed.is === 'die') one.died = true;
    }
  }

  function check(): void {
    const living = instances.filter(({ alive }) => alive);
    const all = living.flatMap((one) => one.leases.held());
    expect(new Set(all).size).toBe(all.length);
  }

  /** One access to the store, of those that are asked for. */
  async function goOn(): Promise<void> {
    if (scheduler.count() > 0) await scheduler.waitOne();
    await new Promise(setImmediate);
    check();
  }

  const isIdle = () => pending.size === 0 && scheduler.count() === 0;
  return {
    begin,
    goOn,
    async settle() {
      for (let number = 0; number < INSTANCES; number++) begin({ is: 'start', at: number });
      for (let round = 0; round < 30; round++) {
        ms += RENEW_MS;
        for (const one of instances) {
          follow(one, one.leases.renew());
          follow(
            one,
            one.pool.fill(() => one.leases.held(), 0),
          );
        }
        while (!isIdle() || instances.some(({ pool }) => !pool.isEmpty())) await goOn();
      }
      const held = instances.map((one) => one.leases.held().length);
      expect(held.toSorted()).toEqual([21, 21, 22]);
      const stored = await direct.get(ShardsDocument, PARTITION, 'shards');
      expect(stored?.value.owners.filter((owner) => owner === '')).toEqual([]);
      expect(effects.toSorted()).toEqual(
        Array.from({ length: JOBS }, (_none, number) => `people/${number}`).toSorted(),
      );
    },
    close: () => shared.close(),
  };
}
