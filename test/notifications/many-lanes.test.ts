import { afterEach, describe, expect, it } from '@jest/globals';
import { array, assert, integer, property } from 'fast-check';
import { SHARDS } from '../../src/domain/instances/shards.ts';
import { TenantId } from '../../src/domain/shared/ids.ts';
import type { ShardLeases } from '../../src/jobs/shard-leases.ts';
import { createInFlight } from '../../src/notifications/in-flight.ts';
import type { DocumentStore, Write } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { StoreUnavailable } from '../../src/usecases/ports.ts';
import { seeded } from '../load/world.ts';
import { lanes, until, type Lanes } from '../support/lanes.ts';
import { noon } from '../support/referrals.ts';

const MONTHS = ['2026-09', '2026-01', '2026-05'];
const numbers = (count: number) => Array.from({ length: count }, (_none, index) => index + 1);
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);

let world: Lanes;
afterEach(() => world.store.close());

/** A store that is asked before it writes, and told afterwards. */
function watched(
  store: DocumentStore,
  commit: (writes: readonly Write[], go: () => Promise<unknown>) => Promise<void>,
) {
  return {
    ...store,
    async commit(partition: string, writes: readonly Write[]) {
      let etags: readonly string[] = [];
      await commit(writes, async () => (etags = await store.commit(partition, writes)));
      return etags;
    },
  };
}

describe('many lanes beside each other', () => {
  it('keep the order of each person, however their answers come', async () => {
    const random = seeded(3);
    world = await lanes({
      answer: async () => {
        for (let turns = Math.floor(random() * 20); turns > 0; turns--) await new Promise(setImmediate);
      },
    });
    for (const number of numbers(60)) {
      await world.someone(number, number % 2 === 0);
      await world.tell(number, MONTHS);
    }
    world.runner.start();
    await until(() => world.calls.filter(({ method }) => method === 'send').length === 180);
    await world.runner.stop();
    for (const number of numbers(60)) {
      const told = world.calls.filter(({ to, method }) => to === number && method === 'send');
      expect(told.map(({ month }) => month)).toEqual(MONTHS);
      expect(await world.states(number)).toEqual(['sent', 'sent', 'sent']);
    }
    // More than the jobs that are at work at once.
    expect(world.most).toBeGreaterThan(16);
  });

  it('wait for nobody whose calls hang, and leave room for other tenants', async () => {
    const other = TenantId.parse('22222222-2222-4222-8222-222222222222');
    const held: (() => void)[] = [];
    world = await lanes({
      inFlight: 32,
      answer: ({ to }) => (to <= 40 ? new Promise((resolve) => held.push(resolve)) : Promise.resolve()),
    });
    for (const number of numbers(40)) {
      await world.someone(number);
      await world.tell(number, ['2026-01']);
    }
    world.runner.start();
    await until(() => held.length === 16);
    await world.someone(41, true, other);
    await world.tell(41, MONTHS, other);
    await until(() => world.calls.filter(({ to }) => to === 41).length === 3);
    expect([held.length, world.most]).toEqual([16, 17]);
    const stopped = world.runner.stop();
    world.isStopping = true;
    while (world.inFlight.count() > 0) {
      for (const release of held.splice(0)) release();
      await new Promise(setImmediate);
    }
    await stopped;
  });

  it('are never more than the bound, and whoever comes new finds room beside any that hang', () => {
    const tenants = numbers(6).map((n) => TenantId.parse(`${n}1111111-1111-4111-8111-111111111111`));
    assert(
      property(array(integer({ min: 0, max: 11 }), { maxLength: 400 }), (steps) => {
        const inFlight = createInFlight(64);
        const leave = new Map(tenants.map((tenant) => [tenant, [] as (() => void)[]]));
        for (const step of steps) {
          const tenant = tenants[step % 6] as TenantId;
          if (step >= 6) leave.get(tenant)?.pop()?.();
          else if (!inFlight.isFull(tenant)) {
            void inFlight.enter(tenant).then((left) => left && leave.get(tenant)?.push(left));
          }
          expect(inFlight.count()).toBeLessThanOrEqual(64);
        }
      }),
    );
    const busy = createInFlight(64);
    for (const tenant of tenants.slice(0, 5)) while (!busy.isFull(tenant)) void busy.enter(tenant);
    expect(busy.count()).toBeLessThan(64);
    expect(busy.isFull(tenants[5] as TenantId)).toBe(false);
  });

  it('cost two commits a notice, one more where the chat is opened, and share the groups of the store', async () => {
    const store = await openSqlite({ folder: ':memory:', now: () => noon });
    const kinds: string[] = [];
    const counted = watched(store, async (writes, go) => {
      kinds.push(writes.map((write) => ('kind' in write ? write.kind : write.op)).join('+'));
      await go();
    });
    world = await lanes({ store: counted });
    await world.someone(1);
    await world.someone(2, false);
    await world.tell(1, MONTHS);
    await world.tell(2, ['2026-01']);
    kinds.length = 0;
    await world.runner.drain();
    expect(kinds.toSorted()).toEqual(
      [
        // The lane is held with the first mark, and ends with the last record.
        'notice+pace+job',
        'notice',
        'notice+pace',
        'notice',
        'notice+pace',
        'notice+delete',
        'pace+job',
        'notice+pace+person',
        'notice+delete',
      ].toSorted(),
    );
  });

  it('are run by one of two instances, and each notice goes once', async () => {
    const store = await openSqlite({ folder: ':memory:', now: () => noon });
    world = await lanes({ store });
    const second = await lanes({ store });
    for (const number of numbers(30)) {
      await world.someone(number);
      await world.tell(number, MONTHS);
    }
    await Promise.all([world.runner.drain(), second.runner.drain()]);
    const told = [...world.calls, ...second.calls].map(({ to, month }) => `${to} ${month}`);
    expect([told.length, new Set(told).size]).toEqual([90, 90]);
    for (const number of numbers(30)) expect(await world.states(number)).toEqual(['sent', 'sent', 'sent']);
  });

  it('are left to the instance that has taken their shard since they were read', async () => {
    const store = await openSqlite({ folder: ':memory:', now: () => noon });
    let isHeld = true;
    let reads = 0;
    const leases: ShardLeases = {
      name: () => 'one',
      renew: () => Promise.resolve(),
      held: () => (isHeld ? numbers(SHARDS).map((shard) => shard - 1) : []),
      holds: () => isHeld,
      ownerOf: () => (isHeld ? 'one' : 'another'),
      giveBack: () => Promise.resolve(),
    };
    const lostWhileReading: DocumentStore = {
      ...store,
      query(partition, spec) {
        isHeld = false;
        reads++;
        return store.query(partition, spec);
      },
    };
    world = await lanes({ store: lostWhileReading, leases });
    await world.someone(1);
    await world.tell(1, MONTHS);
    const [before] = await Array.fromAsync(store.due(noon, 1));
    isHeld = true;
    reads = 0;
    world.runner.start();
    await until(() => reads > 0);
    await world.runner.stop();
    const [after] = await Array.fromAsync(store.due(noon, 1));

    expect(world.calls).toEqual([]);
    expect(await world.states(1)).toEqual(['pending', 'pending', 'pending']);
    expect(after).toEqual(before);
  });

  it('run again when more is asked for at the moment at which they end', async () => {
    const store = await openSqlite({ folder: ':memory:', now: () => noon });
    let asked = false;
    const late = watched(store, async (writes, go) => {
      if (!asked && writes.some(({ op }) => op === 'delete')) {
        asked = true;
        await other.tell(1, ['2026-12']);
      }
      await go();
    });
    world = await lanes({ store: late });
    const other = await lanes({ store });
    await world.someone(1);
    await world.tell(1, ['2026-01']);
    await world.runner.drain();
    expect(world.calls.map(({ month }) => month)).toEqual(['2026-01', '2026-12']);
    expect((await world.states(1)).toSorted()).toEqual(['sent', 'sent']);
  });
});

describe('a process that is told to end', () => {
  it('waits for what is under way and records it, and begins nothing more', async () => {
    const held: (() => void)[] = [];
    world = await lanes({ answer: () => new Promise((resolve) => held.push(resolve)) });
    for (const number of [1, 2]) {
      await world.someone(number);
      await world.tell(number, MONTHS);
    }
    world.runner.start();
    await until(() => held.length === 2);
    world.isStopping = true;
    let isStopped = false;
    const stopped = world.runner.stop().then(() => (isStopped = true));
    for (let turns = 0; turns < 50; turns++) await new Promise(setImmediate);
    expect(isStopped).toBe(false);
    for (const release of held.splice(0)) release();
    await stopped;
    expect(await world.states(1)).toEqual(['sent', 'pending', 'pending']);
    expect(world.calls).toHaveLength(2);

    world.isStopping = false;
    const drained = world.runner.drain();
    while (world.calls.length < 6 || held.length > 0) {
      for (const release of held.splice(0)) release();
      await new Promise(setImmediate);
    }
    await drained;
    expect(await world.states(2)).toEqual(['sent', 'sent', 'sent']);
  });
});

describe('a store that fails in the middle', () => {
  /** Everything in order but for the nth commit, which fails before or after it was applied. @returns how many there were */
  async function failing(nth: number, applied: boolean): Promise<number> {
    const store = await openSqlite({ folder: ':memory:', now: () => world.now });
    let commits = 0;
    let isArmed = false;
    const faulty = watched(store, async (_writes, go) => {
      const fails = isArmed && ++commits === nth;
      if (!fails || applied) await go();
      if (fails) throw new StoreUnavailable('for a moment');
    });
    world = await lanes({ store: faulty });
    await world.someone(1, false);
    await world.tell(1, MONTHS);
    isArmed = true;
    for (const seconds of [0, 1, 31, 32, 62, 93, 155, 200, 300]) {
      world.now = later(seconds);
      await world.runner.drain();
    }
    return commits;
  }

  it('loses nothing at any commit, keeps the order, and sends twice only what was answered and not recorded', async () => {
    const points = await failing(0, false);
    expect(points).toBe(7);
    for (const applied of [false, true]) {
      for (const nth of numbers(points)) {
        await world.store.close();
        await failing(nth, applied);
        const told = world.calls.filter(({ method }) => method === 'send').map(({ month }) => month);
        expect(await world.states(1)).toEqual(['sent', 'sent', 'sent']);
        expect([...new Set(told)]).toEqual(MONTHS);
        expect(told.length).toBeLessThanOrEqual(4);
      }
    }
  });
});
