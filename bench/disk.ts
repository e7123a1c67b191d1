import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../src/store/sqlite.ts';
import { median, percentile } from './stats.ts';
import { numbers } from './world.ts';

const COMMITS = 300;

/** What one durable commit of one small document takes on this disk, in ms: what decisions wait for. */
export async function durableCommit(): Promise<{ readonly median: number; readonly p99: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'porter-bench-'));
  const store = await openSqlite({ folder });
  const took: number[] = [];
  for (const number of numbers(COMMITS)) {
    const startedAt = performance.now();
    await store.commit('bench/disk', [
      { op: 'create', id: `d${number}`, kind: 'told', body: { part: number } },
    ]);
    took.push(performance.now() - startedAt);
  }
  await store.close();
  await rm(folder, { recursive: true, force: true });
  return { median: median(took), p99: percentile(took, 99) };
}
