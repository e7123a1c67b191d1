import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SHARD_OF_EARLIER_JOBS, shardOf } from '../../src/domain/instances/shards.ts';
import type { Body, DocumentStore, Stored, Write } from '../../src/store/document-store.ts';
import { declaredQuery } from '../../src/store/declared-query.ts';
import { checkWrites } from '../../src/store/document-limits.ts';
import { createCommits } from '../../src/store/sqlite-commits.ts';
import { companyOn } from '../../src/store/sqlite-company.ts';
import { explained } from '../../src/store/sqlite-errors.ts';
import { commitInGroups } from '../../src/store/sqlite-group.ts';
import { INDEX_TABLES } from '../../src/store/sqlite-indexes.ts';
import { openDatabase } from '../../src/store/sqlite-open.ts';
import { createPatience } from '../../src/store/sqlite-patience.ts';
import { pageStatement } from '../../src/store/sqlite-query.ts';
import { migrate, MIGRATIONS, syncIndexTables } from '../../src/store/sqlite-schema.ts';
import { openSession } from '../../src/store/sqlite-session.ts';
import { openSqlite, sqliteStore } from '../../src/store/sqlite.ts';
import { ConflictError, StoreUnavailable } from '../../src/usecases/ports.ts';
import { COUNTER, increment, triple } from '../support/store-process.ts';
import { describeStore } from './contract.ts';

describeStore('SQLite', async (now) => {
  const folder = mkdtempSync(join(tmpdir(), 'porter-'));
  const store = await openSqlite({ folder, now });
  return { store, clean: () => rmSync(folder, { recursive: true }) };
});

const noon = new Date('2026-11-20T12:00:00.000Z');
const partition = 'customers/a';
const create = (id: string, body: Body = { v: 1 }, ttlSeconds?: number): Write => ({
  op: 'create',
  id,
  kind: 'customer',
  body,
  ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
});

const busyError = (_action?: unknown) => Object.assign(new Error('database is locked'), { errcode: 5 });
const busy = () => {
  throw busyError();
};
const checkIsThere = () => undefined;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porter-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

describe('several processes on one SQLite file', () => {
  it('lose no update of each other', async () => {
    const store = await openSqlite({ folder });
    const other = start('count', folder, 150);

    for (let at = 0; at < 150; at++) await increment(store);
    expect(await other.exit).toBe(0);

    expect((await store.get(COUNTER.partition, COUNTER.id))?.body['value']).toBe(300);
    await store.close();
  });

  it('go on committing while one of them imports', async () => {
    const store = await openSqlite({ folder });
    const other = start('import', folder, 3_000);

    for (let at = 0; at < 200; at++) await store.commit(partition, [create(`d${at}`)]);

    expect(await other.exit).toBe(0);
    expect(await store.count(partition, { kind: 'customer' })).toBe(200);
    expect((await all(store)).length).toBe(200 + 3 * 3_000);
    await store.close();
  });

  it('leave every acknowledged commit whole when killed', async () => {
    const other = start('write', folder, 100_000);
    const acknowledged: number[] = [];
    for await (const line of other.lines) {
      acknowledged.push(Number(line));
      if (acknowledged.length === 100) break;
    }
    other.kill();
    await other.exit;

    const store = await openSqlite({ folder });
    const whole = await Promise.all(
      acknowledged.map((at) => store.count(triple(at).partition, { kind: 'customer' })),
    );
    expect(whole).toEqual(acknowledged.map(() => 3));
    expect((await all(store)).length % 3).toBe(0);
    await store.close();
  });

  it('wait for each other with the event loop free', async () => {
    const store = await openSqlite({ folder, busyTimeoutMs: 1 });
    const blocker = new DatabaseSync(join(folder, 'porter.db'));
    blocker.exec('BEGIN IMMEDIATE');
    let turns = 0;
    const freeing = setInterval(() => {
      turns++;
      if (turns === 3) blocker.exec('COMMIT');
    }, 1);

    await store.commit(partition, [create('a')]);

    clearInterval(freeing);
    expect(turns).toBeGreaterThanOrEqual(3);
    blocker.close();
    await store.close();
  });

  it('give up on a lock that is never released', async () => {
    const { whileBusy } = createPatience(20);

    await expect(whileBusy('cannot write', busy)).rejects.toThrow(
      'cannot write: it is locked by another process',
    );
    await expect(whileBusy('cannot write', busy)).rejects.toThrow(StoreUnavailable);
  });

  it('wait for one lock together, not one after the other', async () => {
    const patience = createPatience(50);
    let tries = 0;
    const attempt = () => patience.whileBusy('cannot write', () => (tries++, busy()));
    await expect(attempt()).rejects.toThrow(StoreUnavailable);
    const first = tries;

    for (let at = 0; at < 9; at++) await expect(attempt()).rejects.toThrow(StoreUnavailable);
    expect(tries).toBe(first + 9);

    // Once it was free a new lock is waited for again.
    await patience.whileBusy('cannot write', () => undefined);
    await expect(attempt()).rejects.toThrow(StoreUnavailable);
    expect(tries).toBeGreaterThan(first + 10);
  });

  it('fail all that wait for a lock at once, whoever came when', async () => {
    const session = await openDatabase(folder, 0);
    const blocker = new DatabaseSync(join(folder, 'porter.db'));
    blocker.exec('BEGIN IMMEDIATE');
    const patience = createPatience(40);
    const commits = createCommits({ session, patience, checkIsThere, writeBatch: () => [] });
    let begun = 0;
    const group = jest.spyOn(session, 'transaction').mockImplementation((action) => {
      begun++;
      throw busyError(action);
    });

    const early = commits.commit(partition, checkWrites(partition, [create('a')]));
    const late = new Promise((resolve) => setTimeout(resolve, 20)).then(() =>
      commits.commit(partition, checkWrites(partition, [create('b')])),
    );
    const outcomes = await Promise.allSettled([early, late]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(begun).toBeGreaterThan(1);
    group.mockRestore();
    blocker.close();
    session.close();
  });

  it('let a batch that cannot be written fail alone', async () => {
    const session = await openDatabase(folder, 0);
    const writeBatch = (name: string) => {
      if (name.endsWith('/bad')) throw new Error('cannot be written');
      return ['etag'];
    };
    const commits = createCommits({ session, patience: createPatience(), checkIsThere, writeBatch });
    const commit = (name: string) => commits.commit(name, checkWrites(name, [create('a')]));

    const outcomes = await Promise.allSettled(
      ['customers/1', 'customers/2', 'customers/bad', 'customers/3'].map(commit),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    session.close();
  });
});

describe('imports', () => {
  it('write large groups while nobody else does, and small ones from when somebody has', async () => {
    for (const [company, most] of [
      [false, 2_000],
      [true, 100],
    ] as const) {
      const session = await openDatabase(folder, 0);
      const writing = { session, patience: createPatience(), checkIsThere, writeBatch: () => ['etag'] };
      let read = 0;
      function* batches() {
        for (; read < 5_000; read++) yield { partition: `customers/${read}`, writes: [create('a')] };
      }
      let readFirst = 0;
      const group = jest.spyOn(session, 'transaction').mockImplementation((action) => {
        readFirst ||= read + 1;
        return action();
      });

      const outcomes = await Array.fromAsync(commitInGroups(writing, batches(), () => company));

      expect(readFirst).toBe(most);
      expect(outcomes.map(({ index }) => index)).toEqual(Array.from({ length: 5_000 }, (_none, at) => at));
      group.mockRestore();
      session.close();
    }
  });

  it('know of another who writes, or holds the file locked, and not of their own commits', async () => {
    const session = await openDatabase(folder, 0);
    const other = await openDatabase(folder, 0);
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    const hasCompany = companyOn(session);
    const writes = (by: typeof session) => by.exec(`CREATE TABLE t${Math.random().toString().slice(2)} (a)`);

    expect(hasCompany()).toBe(false);
    writes(session);
    expect(hasCompany()).toBe(false);
    writes(other);
    expect(hasCompany()).toBe(true);
    now.mockReturnValue(999);
    expect(hasCompany()).toBe(true);
    now.mockReturnValue(1_000);
    expect(hasCompany()).toBe(false);
    jest.spyOn(session, 'first').mockImplementation(() => {
      throw busyError();
    });
    expect(hasCompany()).toBe(true);

    jest.restoreAllMocks();
    session.close();
    other.close();
  });
});

describe('the SQLite file', () => {
  it('keeps what was committed', async () => {
    const first = await openSqlite({ folder: join(folder, 'made', 'when-missing') });
    const [etag] = await first.commit(partition, [create('a')]);
    await first.close();

    const second = await openSqlite({ folder: join(folder, 'made', 'when-missing') });
    const [next] = await second.commit(partition, [create('b')]);

    expect((await second.get(partition, 'a'))?.etag).toBe(etag);
    expect(next).not.toBe(etag);
    await second.close();
  });

  it('is durable with each commit', async () => {
    const session = await openDatabase(folder, 0);

    expect(session.first('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(session.first('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    session.close();
  });

  it('answers no more once closed', async () => {
    const store = await openSqlite({ folder });
    await store.close();
    await store.close();

    await expect(store.get(partition, 'a')).rejects.toThrow(new StoreUnavailable('the store is closed'));
    await expect(store.commit(partition, [create('a')])).rejects.toThrow(StoreUnavailable);
  });

  it.each(['porter.db', 'porter.db-wal'])(
    'acknowledges nothing once %s is not there any more',
    async (name) => {
      const store = await openSqlite({ folder });
      await store.commit(partition, [create('a')]);
      rmSync(join(folder, name));

      await expect(store.commit(partition, [create('b')])).rejects.toThrow('deleted or replaced');
      expect(store.isGone()).toBe(true);
      await store.close();
    },
  );

  it('is refused when a newer release wrote it', async () => {
    await (await openSqlite({ folder })).close();
    const database = new DatabaseSync(join(folder, 'porter.db'));
    database.exec('PRAGMA user_version = 99');
    database.close();

    await expect(openSqlite({ folder })).rejects.toThrow(
      `the data was written by a newer release (schema 99, this release knows ${MIGRATIONS.length}): update Porter`,
    );
  });

  it('is brought forward step by step, and only once', () => {
    const session = openSession(new DatabaseSync(':memory:'));
    const steps = ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (2)'];

    migrate(session, steps.slice(0, 2));
    migrate(session, steps);
    migrate(session, steps);

    expect(session.all('SELECT a FROM t').map((row) => row['a'])).toEqual([1, 2]);
    expect(session.first('PRAGMA user_version')).toEqual({ user_version: 3 });
    session.close();
  });

  it('of a release without shards has its jobs in the first one until they are written again', async () => {
    const session = openSession(new DatabaseSync(':memory:'));
    migrate(session, MIGRATIONS.slice(0, 1));
    const body = { v: 1, dueAt: noon.toISOString(), dueSince: noon.toISOString() };
    session.run(
      `INSERT INTO documents (partition, id, kind, etag, body, due_at, due_since) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      'people/a',
      'job',
      'job',
      'e',
      JSON.stringify(body),
      body.dueAt,
      body.dueSince,
    );
    session.transaction(() => {
      migrate(session);
      syncIndexTables(session);
    });
    const store = sqliteStore(session, () => noon);
    const dueIn = async (shard: number) => (await Array.fromAsync(store.due(noon, 9, [shard]))).length;
    const own = shardOf('people/a');
    const before = [await dueIn(SHARD_OF_EARLIER_JOBS), await dueIn(own)];

    await store.commit('people/a', [{ op: 'replace', id: 'job', kind: 'job', etag: 'e', body }]);

    expect(own).not.toBe(SHARD_OF_EARLIER_JOBS);
    expect(before).toEqual([1, 0]);
    expect([await dueIn(SHARD_OF_EARLIER_JOBS), await dueIn(own)]).toEqual([0, 1]);
    await store.close();
  });

  it('gets index rows for what is declared later, and loses those of what is not any more', async () => {
    const session = await openDatabase(folder, 0);
    const store = sqliteStore(session, () => noon);
    const table = INDEX_TABLES.find(({ kind }) => kind === 'notice');
    if (table === undefined) throw new Error('notices have no index table');
    await store.commit(partition, [
      { op: 'create', id: 'a', kind: 'notice', body: { v: 1, createdAt: '2026', open: true } },
    ]);
    const rows = () => session.all(`SELECT field, value, o0, id FROM "${table.name}" ORDER BY field`);
    const before = rows();

    session.transaction(() => syncIndexTables(session, []));
    expect(rows).toThrow('no such table');
    session.transaction(() => syncIndexTables(session));

    expect(before).toHaveLength(2);
    expect(rows()).toEqual(before);
    await store.close();
  });

  it('loses what expired, a few documents with a commit', async () => {
    let now = noon;
    const session = await openDatabase(folder, 0);
    const store = sqliteStore(session, () => now);
    const rows = () => Number(session.first('SELECT count(*) AS n FROM documents')?.['n']);
    await store.commit(
      partition,
      Array.from({ length: 60 }, (_none, at) => create(`d${at}`, { v: 1 }, 10)),
    );

    now = new Date(noon.getTime() + 10_000);
    await store.commit(partition, [create('first')]);
    const left = rows();
    await store.commit(partition, [create('at-once')]);
    const untouched = rows();
    now = new Date(noon.getTime() + 11_000);
    await store.commit(partition, [create('a-second-later')]);

    expect([left, untouched, rows()]).toEqual([11, 12, 3]);
    await store.close();
  });

  it('refuses to write at the etag of what expired', async () => {
    let now = noon;
    const store = sqliteStore(await openDatabase(':memory:', 0), () => now);
    const [etag = ''] = await store.commit(partition, [create('a', { v: 1 }, 10)]);
    now = new Date(noon.getTime() + 10_000);

    await expect(store.commit(partition, [{ op: 'delete', id: 'a', etag }])).rejects.toThrow(ConflictError);
    await store.close();
  });

  it('scans documents of any size in pages that fit in memory', async () => {
    const store = await openSqlite({ folder });
    const text = 'x'.repeat(400_000);
    for (let at = 0; at < 10; at++) await store.commit(partition, [create(`d${at}`, { v: 1, text })]);

    const seen: string[] = [];
    for await (const { id } of store.scan('customers')) {
      seen.push(id);
      await store.commit('people/a', [create(id)]);
    }

    expect(seen).toEqual(Array.from({ length: 10 }, (_none, at) => `d${at}`));
    await store.close();
  });

  it('walks an index and sorts nothing when locations are matched', async () => {
    const session = await openDatabase(folder, 0);
    const query = declaredQuery({
      kind: 'location',
      where: [
        { field: 'countries', is: 'contains', value: 'US' },
        { field: 'endorsed', is: 'contains', value: 'teams' },
        { field: 'referralReady', is: '=', value: true },
        { field: 'minSeats', is: '<=', value: 300 },
      ],
      orderBy: [{ field: 'received' }, { field: 'lastOfferedAt' }, { field: 'order' }],
      limit: 20,
    });
    const rare = { countries: 100, endorsed: 7 } as { readonly [field: string]: number };

    const { sql, params } = pageStatement(
      'directory/all',
      query,
      0,
      (_partition, { field }) => rare[field] ?? 0,
    );

    const plan = session.all(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => String(detail));
    expect(plan.join('\n')).not.toMatch(/SCAN|TEMP B-TREE/);
    expect(plan[0]).toMatch(/^SEARCH t USING PRIMARY KEY \(partition=\? AND field=\? AND value=\?\)/);
    expect(params.slice(0, 3)).toEqual(['directory/all', 'endorsed', 'teams']);
    session.close();
  });

  it('walks a roster, and nothing that gathers beside it in its partition', async () => {
    const session = await openDatabase(folder, 0);
    const query = declaredQuery({
      kind: 'contact',
      where: [{ field: 'personId', is: '=', value: 'a' }],
      limit: 20,
    });

    const { sql, params } = pageStatement('partners/1', query, 0, () => 0);

    const plan = session.all(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => String(detail));
    expect(plan).toEqual([
      expect.stringMatching(/^SEARCH d USING INDEX .*\(partition=\? AND id>\? AND id<\?\)$/),
    ]);
    expect(params.slice(0, 5)).toEqual(['partners/1', 'contact', 0, 'contact:', 'contact;']);
    session.close();
  });

  it('takes no id that a walk of its kind would not come by', async () => {
    const store = await openSqlite({ folder });
    const contact = (id: string): Write => ({ op: 'create', id, kind: 'contact', body: { v: 1 } });

    await expect(store.commit('partners/1', [contact('offer:1')])).rejects.toThrow(RangeError);
    await store.commit('partners/1', [contact('contact:1'), create('offer:1')]);

    const found = await store.query('partners/1', { kind: 'contact', limit: 10 });
    expect(found.items.map(({ id }) => id)).toEqual(['contact:1']);
    await store.close();
  });
});

describe('a data folder that cannot be used', () => {
  it.each<[string, string, (path: string) => void]>([
    ['a file in its place', 'it is not a folder', (path) => writeFileSync(path, '')],
    [
      'a database that is none',
      'porter.db is not a database',
      (path) => {
        mkdirSync(path);
        writeFileSync(join(path, 'porter.db'), 'nonsense '.repeat(1_000));
      },
    ],
    [
      'a folder in the place of the file',
      'the database file cannot be opened',
      (path) => {
        mkdirSync(join(path, 'porter.db'), { recursive: true });
      },
    ],
  ])('is refused for %s', async (_case, reason, make) => {
    const path = join(folder, 'data');
    make(path);

    await expect(openSqlite({ folder: path })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: `cannot open the data folder ${path}: ${reason}`,
    });
  });

  it('is refused when a part of its path is a file', async () => {
    writeFileSync(join(folder, 'file'), '');

    await expect(openSqlite({ folder: join(folder, 'file', 'data') })).rejects.toThrow(
      'a part of its path is not a folder',
    );
  });

  it('is refused without the permission, and says so', async () => {
    chmodSync(folder, 0o000);
    // root may read everything, so another user has to try
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const other = start('count', folder, 1, nobody);

    expect(await other.exit).toBe(1);
    expect(other.errors()).toContain(`cannot open the data folder ${folder}: permission denied`);
  });

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the file system is read-only'],
  ])('is refused for %s', (code, reason) => {
    expect(explained(Object.assign(new Error('mkdir'), { code }), 'cannot open')).toEqual(
      new StoreUnavailable(`cannot open: ${reason}`),
    );
  });

  it('says that the disk is full, writes nothing of that commit, and goes on when there is room', async () => {
    const session = await openDatabase(folder, 0);
    const store = sqliteStore(session, () => noon);
    await store.commit(partition, [create('before')]);
    const pages = Number(session.first('PRAGMA page_count')?.['page_count']);
    session.exec(`PRAGMA max_page_count = ${pages + 5}`);
    const large = { v: 1, text: 'x'.repeat(100_000) };

    const refused = store.commit(partition, [create('small'), create('large', large)]);
    await expect(refused).rejects.toMatchObject({
      code: 'store-unavailable',
      message: 'cannot write: the disk is full',
    });
    const outcomes = [];
    for await (const outcome of store.commitMany([{ partition, writes: [create('imported', large)] }])) {
      outcomes.push(outcome);
    }
    expect(outcomes).toEqual([{ index: 0, ok: false, error: expect.any(StoreUnavailable) }]);
    expect((await all(store)).map(({ id }) => id)).toEqual(['before']);

    session.exec('PRAGMA max_page_count = 1000000');
    await store.commit(partition, [create('large', large)]);
    expect(await store.get(partition, 'large')).toBeDefined();
    await store.close();
  });
});

async function all(store: DocumentStore): Promise<Stored[]> {
  const found: Stored[] = [];
  for await (const stored of store.scan('customers')) found.push(stored);
  return found;
}

/** Starts `test/support/store-process.ts`. */
function start(
  what: 'count' | 'import' | 'write',
  folder: string,
  count: number,
  as: { uid?: number; gid?: number } = {},
) {
  const script = join(import.meta.dirname, '..', 'support', 'store-process.ts');
  const child = spawn(process.execPath, [script, what, folder, String(count)], { stdio: 'pipe', ...as });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    exit,
    errors: () => errors,
    kill: () => child.kill('SIGKILL'),
    lines: createInterface({ input: child.stdout }),
  };
}
