import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { SHARDS } from '../../src/domain/instances/shards.ts';
import { PersonId } from '../../src/domain/shared/ids.ts';
import { toWrite } from '../../src/store/documents.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { newJob } from '../../src/usecases/jobs.ts';
import { COSMOS_KEY } from '../../test/support/cosmos-server.ts';
import { atLeast, rounded, type Measure, type Stage } from '../measure.ts';
import { processorSeconds } from '../processor-seconds.ts';
import { median } from '../stats.ts';
import { numbers } from '../world.ts';

const STORE_MS = 15;
const ROUNDS = 3;
/** Of the store, one after the other in a job: its claim, four reads and the commit of its effect. */
const CALLS = 6;
/** More than one can do until its window is over, so that none ever waits for work. */
const JOBS_EACH = 200;
const WARM_MS = 1_000;
const WINDOW_MS = 6_000;
/** Shares are dealt out in steps of three seconds. */
const DEALT_MS = 60_000;

const Report = z.object({
  shards: z.number(),
  done: z.number(),
  claims: z.number(),
  conflicts: z.number(),
});
export type Report = z.infer<typeof Report>;

/** So many instances in one window. */
interface Window {
  /** Jobs a second. */
  readonly rate: number;
  readonly claims: number;
  readonly conflicts: number;
  /** Milliseconds of processor a job. */
  readonly ownMs: number;
  readonly serverMs: number;
}

const personId = PersonId.parse('8a1f6d0e-5c1b-5b0a-9f0e-2f6c3a4d7b19');

/** `npm run bench -- instances` */
export const instances: Stage = {
  name: 'instances',
  title: 'Instances beside each other',
  how: `Processes that do jobs on one Cosmos-compatible server, each answer of which takes ${STORE_MS} ms more; a second one is started beside the first, then a third and a fourth. Each job is its claim, four reads and the commit of its effect, one after the other, and a process does one job at a time: it waits for the store nearly all of the time, so that neither the server nor the processors of the machine are what is measured. The processor a job says how far that holds. A conflict is a claim that met another. Medians of ${ROUNDS} rounds.`,
  run: async () => {
    const rounds: Awaited<ReturnType<typeof round>>[] = [];
    for (let at = 0; at < ROUNDS; at++) rounds.push(await round(at));
    const of = (figure: (one: (typeof rounds)[number]) => number) => median(rounds.map(figure));
    const claims = rounds.reduce((sum, { four }) => sum + four.claims, 0);
    const conflicts = rounds.reduce((sum, { four }) => sum + four.conflicts, 0);
    const share = (conflicts / Math.max(1, claims)) * 100;
    const processor = of(({ four }) => four.ownMs + four.serverMs);
    const used = (processor * of(({ four }) => four.rate)) / 10 / cpus().length;
    const waitMs = (which: 'one' | 'four', count: number) =>
      rounded(of((one) => (1_000 * count) / (one[which].rate * CALLS)));
    const times = (which: 'two' | 'four') => of((one) => one[which].rate / one.one.rate);
    return [
      {
        id: 'instances-1',
        what: 'one instance',
        figure: `${rounded(of(({ one }) => one.rate))} jobs/s`,
      },
      measure(
        'instances-2',
        'two instances',
        of(({ two }) => two.rate),
        times('two'),
        1.8,
      ),
      measure(
        'instances-4',
        'four instances',
        of(({ four }) => four.rate),
        times('four'),
        3.2,
      ),
      {
        id: 'instances-conflicts',
        what: 'claims of four instances that met another’s',
        figure: `${conflicts} of ${claims} (${rounded(share)} %)`,
        goal: { text: 'under 1 %', met: share < 1 },
      },
      {
        id: 'instances-wait',
        what: 'wait for an answer of the store, of one instance and of each of four',
        figure: `${waitMs('one', 1)} and ${waitMs('four', 4)} ms, of which ${STORE_MS} are the store’s and the rest this machine’s`,
      },
      {
        id: 'instances-processor',
        what: 'processor a job of four instances, that of the server included',
        figure: `${rounded(processor)} ms (server ${rounded(of(({ four }) => four.serverMs))} ms): ${rounded(used)} % of this machine’s ${cpus().length} processors, which would be full at ${rounded((1_000 * cpus().length) / processor)} jobs/s`,
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

/** One instance, then two, then four, on a server of their own. */
async function round(at: number): Promise<{ one: Window; two: Window; four: Window }> {
  const server = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../test/support/cosmos-server.ts'), String(STORE_MS)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const processes: ChildProcess[] = [];
  try {
    const [line] = z.tuple([z.string()]).parse(await once(createInterface(server.stdout), 'line'));
    const [endpoint = ''] = z.array(z.string()).parse(JSON.parse(line));
    const database = `bench-${at}`;
    const store = await openStore({ engine: 'cosmos', endpoint, key: COSMOS_KEY, database });
    const among = async (count: number): Promise<Window> => {
      while (processes.length < count) {
        const name = `instance ${processes.length}`;
        processes.push(fork(join(import.meta.dirname, '../instance.ts'), [endpoint, database, name]));
      }
      await sharedOut(processes);
      await planJobs(store, count);
      return measured(server, processes);
    };
    const rates = { one: await among(1), two: await among(2), four: await among(4) };
    await store.close();
    return rates;
  } finally {
    for (const child of [...processes, server]) child.kill('SIGKILL');
  }
}

/** What is due at once, as much for each. */
async function planJobs(store: DocumentStore, instancesThere: number): Promise<void> {
  const batches = numbers(instancesThere * JOBS_EACH).map((number) => ({
    partition: `people/${instancesThere}-${number}`,
    writes: [toWrite(newJob('work', { task: 'person.lane', personId }, new Date()))],
  }));
  for await (const outcome of store.commitMany(batches)) if (!outcome.ok) throw outcome.error;
}

/** Until every shard has its instance. */
async function sharedOut(processes: readonly ChildProcess[]): Promise<void> {
  const least = Math.floor(SHARDS / processes.length);
  for (const until = Date.now() + DEALT_MS; ; await delay(500)) {
    const reports = await Promise.all(processes.map(reportOf));
    if (reports.every(({ shards }) => shards >= least && shards <= least + 1)) return;
    if (Date.now() > until) throw new Error('the shards are not shared out');
  }
}

async function measured(server: ChildProcess, processes: readonly ChildProcess[]): Promise<Window> {
  await delay(WARM_MS);
  const before = await total(server, processes);
  await delay(WINDOW_MS);
  const after = await total(server, processes);
  const done = after.done - before.done;
  return {
    rate: done / ((after.at - before.at) / 1_000),
    claims: after.claims - before.claims,
    conflicts: after.conflicts - before.conflicts,
    ownMs: ((after.own - before.own) * 1_000) / done,
    serverMs: ((after.server - before.server) * 1_000) / done,
  };
}

async function total(server: ChildProcess, processes: readonly ChildProcess[]) {
  const reports = await Promise.all(processes.map(reportOf));
  const own = await Promise.all(processes.map(({ pid }) => processorSeconds(pid)));
  const sum = (of: 'done' | 'claims' | 'conflicts') => reports.reduce((before, one) => before + one[of], 0);
  return {
    at: performance.now(),
    done: sum('done'),
    claims: sum('claims'),
    conflicts: sum('conflicts'),
    own: own.reduce((before, one) => before + one, 0),
    server: await processorSeconds(server.pid),
  };
}

async function reportOf(child: ChildProcess): Promise<Report> {
  const answer = once(child, 'message');
  child.send('report');
  return Report.parse((await answer)[0]);
}
