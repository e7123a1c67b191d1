import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { dealt, NO_OWNERS, shardsOf, withoutOwner, type Owners } from '../../src/domain/instances/owners.ts';
import { SHARDS, shardOf } from '../../src/domain/instances/shards.ts';

describe('the shard of a partition', () => {
  it('is the one that is stored with its jobs', () => {
    expect(['people/a', 'referrals/R-1', 'program/imports', ''].map(shardOf)).toEqual([22, 56, 46, 25]);
  });

  it('is one of all, about as often as any other', () => {
    const counts = Array.from({ length: SHARDS }, () => 0);
    for (let number = 0; number < 64_000; number++) {
      const shard = shardOf(`people/${number}`);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }

    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });
});

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const anyOwners = fc.array(fc.constantFrom('', ...NAMES, 'gone'), { minLength: SHARDS, maxLength: SHARDS });
const anyAlive = fc.subarray(NAMES, { minLength: 1 });

/** Each in turn, until nothing changes. */
function settled(owners: Owners, alive: readonly string[]): Owners {
  const next = alive.reduce((before, own) => dealt(before, alive, own), owners);
  return next === owners ? owners : settled(next, alive);
}

describe('shards', () => {
  it('are all of the only instance', () => {
    expect(shardsOf(dealt(NO_OWNERS, ['a'], 'a'), 'a')).toHaveLength(SHARDS);
  });

  it('are never taken from an instance that lives', () => {
    fc.assert(
      fc.property(anyOwners, anyAlive, fc.nat(), (owners, alive, at) => {
        const own = alive[at % alive.length] ?? '';
        const next = dealt(owners, alive, own);

        for (const [shard, owner] of owners.entries()) {
          if (owner !== own && alive.includes(owner)) expect(next[shard]).toBe(owner);
        }
      }),
    );
  });

  it('come to be dealt out evenly, whoever begins, and then stay', () => {
    fc.assert(
      fc.property(anyOwners, anyAlive, (owners, alive) => {
        const even = settled(owners, alive);
        const counts = alive.map((own) => shardsOf(even, own).length);

        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(SHARDS);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        for (const own of alive) expect(dealt(even, alive, own)).toBe(even);
      }),
    );
  });

  it('are free once their instance has ended', () => {
    const owners = settled(NO_OWNERS, ['a', 'b']);

    expect(withoutOwner(owners, 'a').filter((owner) => owner === '')).toHaveLength(SHARDS / 2);
    expect(shardsOf(dealt(owners, ['b'], 'b'), 'b')).toHaveLength(SHARDS);
  });
});
