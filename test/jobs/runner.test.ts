import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PersonId } from '../../src/domain/shared/ids.ts';
import { createRunner, type Runner } from '../../src/jobs/runner.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { documentsOn, toDocument } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { backoffMs } from '../../src/usecases/backoff.ts';
import {
  JobDocument,
  newJob,
  type JobBody,
  type JobHandler,
  type JobHandlers,
} from '../../src/usecases/jobs.ts';
import { ConflictError, replace, StoreUnavailable, type Documents } from '../../src/usecases/ports.ts';
import { inDays, noon } from '../support/referrals.ts';

const personId = PersonId.parse('8a1f6d0e-5c1b-5b0a-9f0e-2f6c3a4d7b19');
const HOUR_MS = 3_600_000;

let store: DocumentStore;
let documents: Documents;
let now: Date;
let handler: JobHandler<'person.lane'>;
let runs: number;

beforeEach(async () => {
  now = noon;
  runs = 0;
  store = await openSqlite({ folder: ':memory:', now: () => now });
  documents = documentsOn(store);
  handler = () => Promise.resolve('done');
});
afterEach(() => store.close());

function runner(): Runner {
  const run: JobHandler<'person.lane'> = (task, job) => {
    runs++;
    return handler(task, job);
  };
  const quiet = () => undefined;
  return createRunner({
    documents,
    clock: { now: () => now },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    async *due(at, limit) {
      for await (const stored of store.due(at, limit)) yield toDocument(JobDocument, stored);
    },
    handlers: { 'person.lane': run } as unknown as JobHandlers,
  });
}

async function ask(id = 'lane', dueAt = now): Promise<void> {
  await documents.commit('people/x', [newJob(id, { task: 'person.lane', personId }, dueAt)]);
}

async function job(id = 'lane'): Promise<JobBody | undefined> {
  return (await documents.get(JobDocument, 'people/x', `job:${id}`))?.value;
}

describe('a job', () => {
  it('runs when it is due, not before, and is gone when done', async () => {
    await ask('lane', new Date(noon.getTime() + 1));
    await runner().drain();
    expect(runs).toBe(0);
    now = new Date(noon.getTime() + 1);
    await runner().drain();
    expect([runs, await job()]).toEqual([1, undefined]);
  });

  it('that fails is tried ten times, then rests with its reason until it is re-driven', async () => {
    handler = () => Promise.reject(new Error('no such thing'));
    await ask();
    for (let attempts = 0; attempts < 20; attempts++) {
      await runner().drain();
      now = new Date(now.getTime() + HOUR_MS);
    }
    expect(runs).toBe(10);
    const dead = await job();
    expect(dead).toMatchObject({ attempts: 10, lastError: 'Error: no such thing' });
    expect(dead?.dueAt).toBeUndefined();
    expect(await store.backlog(now)).toMatchObject({ pending: 0, dead: 1 });
  });

  it.each([
    ['a conflict', new ConflictError()],
    ['an outage of the store', new StoreUnavailable('gone')],
  ])('is not worn out by %s', async (_case, error) => {
    handler = () => Promise.reject(error);
    await ask();
    for (let attempts = 0; attempts < 15; attempts++) {
      await runner().drain();
      now = new Date(now.getTime() + HOUR_MS);
    }
    expect(runs).toBe(15);
    expect(await job()).toMatchObject({ attempts: 0 });
  });

  it('of a process that died is taken over when its lease runs out', async () => {
    await ask();
    let release: () => void = () => undefined;
    handler = () => new Promise((resolve) => (release = () => resolve('done')));
    const dying = runner();
    const drained = dying.drain();
    while (runs === 0) await new Promise(setImmediate);
    handler = () => Promise.resolve('done');
    now = new Date(noon.getTime() + 29_999);
    await runner().drain();
    expect(runs).toBe(1);
    now = new Date(noon.getTime() + 30_000);
    await runner().drain();
    expect([runs, await job()]).toEqual([2, undefined]);
    release();
    await drained;
  });

  it('touched while it runs is run again', async () => {
    await ask();
    handler = async (_task, { job: mine }) => {
      if (runs === 1) await documents.commit('people/x', [replace(JobDocument, mine, mine.value)]);
      return 'done';
    };
    await runner().drain();
    expect([runs, await job()]).toEqual([2, undefined]);
  });

  it('is run by one of two runners', async () => {
    for (let index = 0; index < 30; index++) await ask(`lane-${index}`);
    await Promise.all([runner().drain(), runner().drain()]);
    expect(runs).toBe(30);
  });

  it('that hangs blocks no other', async () => {
    for (let index = 0; index < 20; index++) await ask(`lane-${index}`);
    let release: () => void = () => undefined;
    handler = () =>
      runs === 1 ? new Promise((resolve) => (release = () => resolve('done'))) : Promise.resolve('done');
    const free = runner();
    free.start();
    while (runs < 20) await new Promise(setImmediate);
    release();
    await free.stop();
    expect(runs).toBe(20);
  });

  it.each([
    ['late', 'pending since it came due', noon, { pending: 1, oldestPendingSeconds: 4 }],
    [
      'planned',
      'not pending until then',
      new Date(noon.getTime() + 5_000),
      { pending: 0, oldestPendingSeconds: 0 },
    ],
  ] as const)(
    'put off as %s by its own handler comes back then and is %s',
    async (is, _what, dueSince, backlog) => {
      await ask();
      const again = new Date(noon.getTime() + 5_000);
      handler = () => Promise.resolve(runs === 1 ? { again, is } : 'done');
      await runner().drain();

      expect(await job()).toMatchObject({ attempts: 0, leased: false, dueAt: again, dueSince });
      expect(await store.backlog(new Date(noon.getTime() + 4_000))).toMatchObject(backlog);
    },
  );

  it('waiting for a further attempt is pending, and a run without a fault ends the count of attempts', async () => {
    await ask();
    handler = () =>
      runs < 4 ? Promise.reject(new Error('x')) : Promise.resolve({ again: inDays(1), is: 'planned' });
    await runner().drain();
    now = new Date(noon.getTime() + HOUR_MS);
    expect(await store.backlog(now)).toMatchObject({ pending: 1, oldestPendingSeconds: 3_600 });
    for (let hours = 2; runs < 4; hours++) {
      await runner().drain();
      now = new Date(noon.getTime() + hours * HOUR_MS);
    }

    expect(await job()).toMatchObject({ attempts: 0, lastError: '', dueSince: inDays(1) });
  });
});

describe('waiting before the next attempt', () => {
  it('grows from a second to a quarter of an hour, with jitter, and is never at once', () => {
    expect([1, 2, 5, 10, 20].map((attempts) => backoffMs(attempts, () => 0.999_999))).toEqual([
      1_000, 2_000, 16_000, 512_000, 900_000,
    ]);
    expect(backoffMs(5, () => 0)).toBe(500);
  });
});
