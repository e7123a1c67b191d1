import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { SHARDS } from '../../src/domain/instances/shards.ts';
import { PersonId } from '../../src/domain/shared/ids.ts';
import { toWrite } from '../../src/store/documents.ts';
import { openStore } from '../../src/store/open-store.ts';
import { newJob } from '../../src/usecases/jobs.ts';
import { COSMOS_KEY } from '../../test/support/cosmos-server.ts';
import { atLeast, rounded, type Measure, type Stage } from '../measure.ts';
import { numbers } from '../world.ts';

const STORE_MS = 15;
const JOBS_EACH = 250;
/** Between the start of all instances and what is due. */
const SETTLE_MS = 30_000;
/** Measured behind the first second, while every instance has work. */
const WARM_MS = 1_000;
const WINDOW_MS = 6_000;

const Report = z.object({
  shards: z.number(),
  done: z.number(),
  claims: z.number(),
  conflicts: z.number(),
});
const personId = PersonId.parse('8a1f6d0e-5c1b-5b0a-9f0e-2f6c3a4d7b19');

/** `npm run bench -- instances` */
export const instances: Stage = {
  name: 'instances',
  title: 'Instances beside each other',
  how: `Processes that do jobs on one Cosmos-compatible server, each answer of which takes ${STORE_MS} ms more; each job is its claim, four reads and the commit of its effect, one after the other, two at once in a process, so that neither server nor processors are what is measured. A conflict is a claim that met another.`,
  run: async () => {
    const one = await jobsASecond(1);
    const two = await jobsASecond(2);
    const four = await jobsASecond(4);
    const share = (four.conflicts / Math.max(1, four.claims)) * 100;
    const times = (rate: number) => rate / one.rate;
    return [
      { id: 'instances-1', what: 'one instance', figure: `${rounded(one.rate)} jobs/s` },
      measure('instances-2', 'two instances', two.rate, times(two.rate), 1.8),
      measure('instances-4', 'four instances', four.rate, times(four.rate), 3.2),
      {
        id: 'instances-conflicts',
        what: 'claims of four instances that met another’s',
        figure: `${four.conflicts} of ${four.claims} (${rounded(share)} %)`,
        goal: { text: 'under 1 %', met: share < 1 },
      },
    ];
  },
};

function measure(id: string, what: string, rate: number, times: number, goal: number): Measure {
  return {
    id,
    what,
    figure: `${rounded(rate)} jobs/s, ${rounded(times)} × one`,
    goal: atLeast(times, goal, ' ×'),
  };
}

async function jobsASecond(count: number): Promise<{ rate: number; claims: number; conflicts: number }> {
  const server = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../test/support/cosmos-server.ts'), String(STORE_MS)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = z.tuple([z.string()]).parse(await once(createInterface(server.stdout), 'line'));
  const [endpoint = ''] = z.array(z.string()).parse(JSON.parse(line));
  const database = `bench-${count}`;
  const dueAt = new Date(Date.now() + SETTLE_MS);
  await planJobs(endpoint, database, count * JOBS_EACH, dueAt);
  const processes = numbers(count).map((number) =>
    fork(join(import.meta.dirname, '../instance.ts'), [endpoint, database, `instance ${number}`]),
  );
  try {
    await sharedOut(processes);
    if (Date.now() > dueAt.getTime())
      throw new Error('the machine is too busy: not ready when the jobs came due');
    await delay(dueAt.getTime() + WARM_MS - Date.now());
    const before = await total(processes);
    await delay(WINDOW_MS);
    const after = await total(processes);
    const seconds = (after.at - before.at) / 1_000;
    return { rate: (after.done - before.done) / seconds, claims: after.claims, conflicts: after.conflicts };
  } finally {
    for (const child of [...processes, server]) child.kill('SIGKILL');
  }
}

async function planJobs(endpoint: string, database: string, count: number, dueAt: Date): Promise<void> {
  const store = await openStore({ engine: 'cosmos', endpoint, key: COSMOS_KEY, database });
  const job = toWrite(newJob('work', { task: 'person.lane', personId }, dueAt));
  const batches = numbers(count).map((number) => ({ partition: `people/${number}`, writes: [job] }));
  for await (const outcome of store.commitMany(batches)) if (!outcome.ok) throw outcome.error;
  await store.close();
}

/** Until every shard has its instance. */
async function sharedOut(processes: readonly ChildProcess[]): Promise<void> {
  for (;;) {
    const reports = await Promise.all(processes.map(reportOf));
    const least = Math.floor(SHARDS / processes.length);
    if (reports.every(({ shards }) => shards >= least && shards <= least + 1)) return;
    await delay(500);
  }
}

async function total(processes: readonly ChildProcess[]) {
  const reports = await Promise.all(processes.map(reportOf));
  const sum = (of: 'done' | 'claims' | 'conflicts') => reports.reduce((before, one) => before + one[of], 0);
  return { at: performance.now(), done: sum('done'), claims: sum('claims'), conflicts: sum('conflicts') };
}

async function reportOf(child: ChildProcess) {
  const answer = once(child, 'message');
  child.send('report');
  return Report.parse((await answer)[0]);
}
