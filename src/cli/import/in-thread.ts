import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { FileCounts, MAX_PROBLEMS, type ImportOutcome } from '../../domain/imports/dropped.ts';
import type { StoreConfig } from '../../store/open-store.ts';
import type { ImportFiles } from '../../usecases/imports/dropped/import-files.ts';
import { unpacked } from './unpack.ts';

const Told = z.union([
  z.object({ ratio: z.number() }),
  z.object({
    outcome: z.object({
      counts: z.array(FileCounts),
      problems: z.array(z.string()),
      problemCount: z.number(),
      warnings: z.array(z.string()),
    }),
  }),
]);

/** Imports dropped files in a thread, from a folder that goes with it. @param store opened by the thread once more */
export function importInThread(store: StoreConfig): ImportFiles {
  return async (dropped, { dryRun }, progress) => {
    const { files, problems } = unpacked(dropped);
    if (problems.length > 0) {
      return {
        counts: [],
        problems: problems.slice(0, MAX_PROBLEMS),
        problemCount: problems.length,
        warnings: [],
      };
    }
    const folder = await mkdtemp(join(tmpdir(), 'porter-import-'));
    try {
      for (const [path, bytes] of files) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), bytes, { mode: 0o600 });
      }
      return await imported({ folder, dryRun, store }, progress);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

function imported(workerData: object, progress: (ratio: number) => void): Promise<ImportOutcome> {
  const worker = new Worker(new URL('./import-thread.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: unknown) => {
      const told = Told.parse(message);
      if ('ratio' in told) progress(told.ratio);
      else resolve(told.outcome);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the import ended without an outcome')));
  });
}
