import { describe, expect, it } from '@jest/globals';
import { array, assert, integer, property } from 'fast-check';
import { NO_PACE, paceWait, withCall } from '../../src/domain/notices/pace.ts';
import { FULL_RATE, permitsAt, shareAt, slowed, withTaken } from '../../src/domain/notices/tenant-rate.ts';
import { TenantId } from '../../src/domain/shared/ids.ts';
import { createCardTurns } from '../../src/notifications/card-turns.ts';
import { createInFlight } from '../../src/notifications/in-flight.ts';
import { nextWaitMs } from '../../src/notifications/next-wait.ts';
import { createTenantPermits } from '../../src/notifications/tenant-permits.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { noon } from '../support/referrals.ts';

const at = (ms: number) => new Date(noon.getTime() + ms);
const tenant = TenantId.parse('11111111-1111-4111-8111-111111111111');

/** The most that any span of that length holds, its end left out. */
function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(
    0,
    ...times.map((end, index) => times.slice(0, index + 1).filter((time) => time > end - ms).length),
  );
}

describe('the pace of a conversation', () => {
  it('is never above 7 a second, 60 in 30 seconds and 1,800 an hour, and comes close', () => {
    let pace = NO_PACE;
    const calls: number[] = [];
    for (let ms = 0; ms < 2 * 3_600_000;) {
      const wait = paceWait(pace, at(ms));
      if (wait > 0) {
        ms += wait;
        continue;
      }
      pace = withCall(pace, at(ms));
      calls.push(ms);
    }
    expect(mostWithin(calls.slice(0, 400), 1_000)).toBe(7);
    expect(mostWithin(calls.slice(0, 400), 30_000)).toBe(60);
    const hours = calls.filter((_call, index) => index % 60 === 0);
    for (const end of hours) {
      const within = calls.filter((call) => call > end - 3_600_000 && call <= end).length;
      expect(within).toBeLessThanOrEqual(1_800);
    }
    expect(calls.length).toBeGreaterThan(3_400);
  });

  it('goes on where it was after a restart, and stays small', () => {
    let pace = NO_PACE;
    for (let call = 0; call < 7; call++) pace = withCall(pace, at(call));
    const read = JSON.parse(JSON.stringify(pace)) as typeof pace;
    expect(paceWait(read, at(500))).toBe(600);
    for (let call = 0; call < 5_000; call++) pace = withCall(pace, at(call * 2_000));
    expect(JSON.stringify(pace).length).toBeLessThan(4_000);
  });
});

describe('the rate of a tenant', () => {
  it('is kept in any second, whatever comes when', () => {
    assert(
      property(
        integer({ min: 1, max: 60 }),
        array(integer({ min: 0, max: 150 }), { minLength: 50, maxLength: 200 }),
        (perSecond, gaps) => {
          let rate = FULL_RATE;
          let ms = 0;
          const taken: number[] = [];
          for (const gap of gaps) {
            ms += gap;
            const { free } = permitsAt(rate, perSecond, noon.getTime() + ms);
            if (free <= 0) continue;
            rate = withTaken(rate, free, noon.getTime() + ms);
            for (let count = 0; count < free; count++) taken.push(ms);
          }
          expect(mostWithin(taken, 1_000)).toBeLessThanOrEqual(perSecond);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('halves once an overload, to a twentieth at least, and recovers in half a minute', () => {
    const start = noon.getTime();
    const once = slowed(FULL_RATE, 1_000, start);
    expect(shareAt(once, start)).toBe(0.5);
    // What was under way when it began says nothing new.
    expect(shareAt(slowed(once, 1_000, start + 200), start + 200)).toBe(0.5);
    expect(permitsAt(once, 40, start + 999)).toEqual({ free: 0, waitMs: 1 });
    expect(permitsAt(once, 40, start + 1_000).free).toBe(5);
    expect(shareAt(once, start + 1_000 + 7_500)).toBeCloseTo(0.75);
    expect(shareAt(once, start + 1_000 + 15_000)).toBe(1);
    let rate = once;
    for (let seconds = 2; seconds <= 38; seconds++) rate = slowed(rate, 0, start + seconds * 1_000);
    expect(shareAt(rate, start + 38_000)).toBe(0.05);
    expect(permitsAt(rate, 1, start + 60_000).free).toBe(1);
  });

  it('holds over all instances, and all of them pause', async () => {
    let now = noon;
    const store = await openSqlite({ folder: ':memory:', now: () => now });
    const clock = { now: () => now };
    const instances = [1, 2, 3].map(() => createTenantPermits(documentsOn(store), clock, 40));
    const times: number[] = [];
    for (let ms = 0; ms < 3_000; ms += 10) {
      now = at(ms);
      for (const permits of instances) {
        for (let tries = 0; tries < 5; tries++) if ((await permits.take(tenant, true)) === 0) times.push(ms);
      }
    }
    expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(40);
    expect(times.length).toBeGreaterThanOrEqual(3 * 33);

    await instances[0]?.slowDown(tenant, 5_000);
    now = at(7_989);
    expect(await instances[1]?.take(tenant, true)).toBeGreaterThan(0);
    now = at(8_000);
    expect(await instances[1]?.take(tenant, true)).toBe(0);
    await store.close();
  });

  it('puts whoever comes for the first time behind those who wait, each at a time of their own', async () => {
    const store = await openSqlite({ folder: ':memory:', now: () => noon });
    const permits = createTenantPermits(documentsOn(store), { now: () => noon }, 4);
    expect(await permits.take(tenant, false)).toBe(0);
    const waits = [];
    for (let asker = 0; asker < 20; asker++) waits.push(await permits.take(tenant, false));
    expect(new Set(waits.slice(5)).size).toBe(15);
    expect(waits.at(-1)).toBeGreaterThan(4_000);
    expect(permits.line(tenant, true)).toBe(0);
    expect(permits.line(tenant, false)).toBeGreaterThan(waits.at(-1) ?? 0);
    await store.close();
  });
});

describe('what else keeps many from coming at once', () => {
  it('is a bound on the calls of one tenant under way', async () => {
    const inFlight = createInFlight(4);
    const other = TenantId.parse('22222222-2222-4222-8222-222222222222');
    const leave = await inFlight.enter(tenant);
    expect(await inFlight.enter(tenant)).toBeDefined();
    expect(await inFlight.enter(tenant)).toBeUndefined();
    expect(await inFlight.enter(other)).toBeDefined();
    leave?.();
    expect(await inFlight.enter(tenant)).toBeDefined();
  });

  it('is a number of cards a turn of the event loop, in the order of asking', async () => {
    const turns = createCardTurns(2);
    const made: number[] = [];
    for (let card = 0; card < 5; card++) void turns().then(() => made.push(card));
    await Promise.resolve();
    expect(made).toEqual([0, 1]);
    await new Promise(setImmediate);
    expect(made).toEqual([0, 1, 2, 3]);
    await new Promise(setImmediate);
    expect(made).toEqual([0, 1, 2, 3, 4]);
  });

  it('are waits that grow with a jitter of their own, up to two minutes', () => {
    expect(nextWaitMs(0, () => 0)).toBe(500);
    expect(nextWaitMs(0, () => 0.999_999)).toBe(1_500);
    expect(nextWaitMs(10_000, () => 0)).toBe(500);
    expect(nextWaitMs(10_000, () => 0.5)).toBe(15_250);
    expect(nextWaitMs(100_000, () => 0.999)).toBe(120_000);
  });
});
