import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sqliteHealth } from '../../src/store/sqlite-health.ts';
import type { Session } from '../../src/store/sqlite-session.ts';

/** A session whose every write fails with SQLite's primary result code; 0: none does. */
function sessionOf(code: () => number): Session {
  const fails = () => {
    if (code() !== 0) throw Object.assign(new Error('x'), { errcode: code() });
  };
  return {
    transaction: (action: () => unknown) => (fails(), action()),
    run: () => 1,
  } as unknown as Session;
}

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('the embedded store', () => {
  it.each([
    [13, 'full'],
    [8, 'full'],
    [11, 'damaged'],
    [26, 'damaged'],
    [10, 'damaged'],
    [14, 'gone'],
  ])('that answers a write with %i is %s, until it can be written again', async (code, trouble) => {
    let failing = code;
    const health = sqliteHealth(
      sessionOf(() => failing),
      ':memory:',
    );

    expect(await health.trouble()).toBe(trouble);
    failing = 0;
    expect(await health.trouble()).toBe(trouble);
    now += 2_001;
    expect(await health.trouble()).toBeUndefined();
  });

  it.each([5, 6])('that is locked (%i) is in trouble after five seconds of it', async (code) => {
    let failing = code;
    const health = sqliteHealth(
      sessionOf(() => failing),
      ':memory:',
    );
    const found = async (at: number) => {
      now = at;
      return health.trouble();
    };

    expect(await found(0)).toBeUndefined();
    expect(await found(4_999)).toBeUndefined();
    expect(await found(7_100)).toBe('locked');
    failing = 0;
    expect(await found(9_200)).toBeUndefined();
    failing = code;
    expect(await found(11_300)).toBeUndefined();
  });

  it('stays damaged once that was seen', async () => {
    const health = sqliteHealth(
      sessionOf(() => 0),
      ':memory:',
    );
    health.note(Object.assign(new Error('x'), { errcode: 5 }));
    expect(await health.trouble()).toBeUndefined();

    health.note(Object.assign(new Error('x'), { errcode: 267 }));

    now += 2_001;
    expect(await health.trouble()).toBe('damaged');
  });
});

describe('the file under it', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'porter-test-'));
    await writeFile(join(folder, 'porter.db'), 'x');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['was deleted', () => rm(join(folder, 'porter.db'))],
    ['went with its folder', () => rm(folder, { recursive: true })],
    [
      'was replaced',
      async () => {
        await writeFile(join(folder, 'other'), 'y');
        await rename(join(folder, 'other'), join(folder, 'porter.db'));
      },
    ],
    ['lost its log', () => rm(join(folder, 'porter.db-wal'))],
  ])('is gone when it %s', async (_case, lose) => {
    await writeFile(join(folder, 'porter.db-wal'), 'x');
    const health = sqliteHealth(
      sessionOf(() => 0),
      folder,
    );
    expect(health.isGone()).toBe(false);

    await lose();

    expect(health.isGone()).toBe(true);
    expect(await health.trouble()).toBe('gone');
  });

  it('is the same however often it is written, and whenever its log begins', async () => {
    const health = sqliteHealth(
      sessionOf(() => 0),
      folder,
    );

    await writeFile(join(folder, 'porter.db-wal'), 'x');
    await writeFile(join(folder, 'porter.db'), 'more');

    expect(health.isGone()).toBe(false);
    expect(health.isGone()).toBe(false);
  });
});
