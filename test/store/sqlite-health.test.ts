import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fileWatch } from '../../src/store/sqlite-file.ts';
import { sqliteHealth } from '../../src/store/sqlite-health.ts';
import { createPatience } from '../../src/store/sqlite-patience.ts';
import { ConflictError, StoreUnavailable } from '../../src/usecases/ports.ts';
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

const healthOf = (code: () => number, isGone = () => false) =>
  sqliteHealth({ session: sessionOf(code), patience: createPatience(), isGone, file: ':memory:' });

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
    [8, 'read-only'],
    [1_032, 'gone'],
    [4_874, 'full'],
    [11, 'damaged'],
    [26, 'damaged'],
    [10, 'damaged'],
    [14, 'gone'],
  ])('that answers a write with %i is %s, until it can be written again', (code, trouble) => {
    let failing = code;
    const health = healthOf(() => failing);

    expect(health.trouble()).toBe(trouble);
    failing = 0;
    expect(health.trouble()).toBe(trouble);
    now += 2_001;
    expect(health.trouble()).toBeUndefined();
  });

  it.each([5, 6])('that is locked (%i) is in trouble after five seconds of it', (code) => {
    let failing = code;
    const health = healthOf(() => failing);
    const found = (at: number) => {
      now = at;
      return health.trouble();
    };

    expect(found(0)).toBeUndefined();
    expect(found(4_999)).toBeUndefined();
    expect(found(7_100)).toBe('locked');
    failing = 0;
    expect(found(9_200)).toBeUndefined();
    failing = code;
    expect(found(11_300)).toBeUndefined();
  });

  it('stays damaged once that was seen', () => {
    const health = healthOf(() => 0);
    health.note(Object.assign(new Error('x'), { errcode: 5 }));
    expect(health.trouble()).toBeUndefined();

    health.note(Object.assign(new Error('x'), { errcode: 267 }));

    now += 2_001;
    expect(health.trouble()).toBe('damaged');
  });
});

describe('what others ran into', () => {
  const full = () => Object.assign(new Error('x'), { errcode: 13 });

  it('counts for ten seconds: a small write may fit where a large one did not', () => {
    const health = healthOf(() => 0);
    health.note(new StoreUnavailable('cannot write: the disk is full', { cause: full() }));

    expect(health.trouble()).toBe('full');
    now += 9_999;
    expect(health.trouble()).toBe('full');
    now += 1;
    expect(health.trouble()).toBeUndefined();
  });

  it('counts no more once one of them has written', () => {
    const health = healthOf(() => 0);
    health.note(full());
    health.wrote();

    expect(health.trouble()).toBeUndefined();
  });

  it('is known at once where they gave up waiting for a lock', () => {
    let code = 0;
    const patience = createPatience();
    const health = sqliteHealth({
      session: sessionOf(() => code),
      patience,
      isGone: () => false,
      file: ':memory:',
    });
    patience.met();
    now += 4_900;
    code = 5;
    expect(health.trouble()).toBeUndefined();
    now += 100;
    health.note(Object.assign(new Error('x'), { errcode: 5 }));

    expect(health.trouble()).toBe('locked');
  });

  it('is no trouble where documents conflict', () => {
    const health = healthOf(() => 0);
    health.note(new ConflictError('a'));

    expect(health.trouble()).toBeUndefined();
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
    ['lost the index of its log', () => rm(join(folder, 'porter.db-shm'))],
    ['was emptied', () => writeFile(join(folder, 'porter.db'), '')],
  ])('is gone when it %s', async (_case, lose) => {
    await writeFile(join(folder, 'porter.db-wal'), 'x');
    await writeFile(join(folder, 'porter.db-shm'), 'x');
    const isGone = fileWatch(folder);
    expect(isGone()).toBe(false);

    await lose();

    expect(isGone()).toBe(true);
    expect(healthOf(() => 0, isGone).trouble()).toBe('gone');
  });

  it('is the same however often it is written, and whenever its log begins', async () => {
    const isGone = fileWatch(folder);

    await writeFile(join(folder, 'porter.db-wal'), 'x');
    await writeFile(join(folder, 'porter.db'), 'more');

    expect(isGone()).toBe(false);
    expect(isGone()).toBe(false);
  });
});
