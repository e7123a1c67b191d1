/** A thread that imports a folder over a connection of its own, and tells how far it is and what it came to. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { importTables } from '../../capabilities.ts';
import { MAX_PROBLEMS, MAX_WARNINGS, type ImportOutcome } from '../../domain/imports/dropped.ts';
import { BlobConfig } from '../../store/blob-config.ts';
import { openBlobs } from '../../store/open-blobs.ts';
import { openStore } from '../../store/open-store.ts';
import { runImport } from './run-import.ts';

const Task = z.object({
  folder: z.string(),
  dryRun: z.boolean(),
  store: z.discriminatedUnion('engine', [
    z.object({ engine: z.literal('sqlite'), folder: z.string(), blobs: BlobConfig.exactOptional() }),
    z.object({
      engine: z.literal('cosmos'),
      endpoint: z.string(),
      key: z.string().exactOptional(),
      database: z.string(),
      blobs: BlobConfig.exactOptional(),
    }),
  ]),
});

const { folder, dryRun, store: config } = Task.parse(workerData);
const blobs = await openBlobs(config.blobs);
const store = await openStore(config);
try {
  tell({ outcome: await imported() });
} finally {
  await store.close();
}

async function imported(): Promise<ImportOutcome> {
  const problems: string[] = [];
  const warnings: string[] = [];
  let problemCount = 0;
  let total = 1;
  let read = 0;
  const options = { tables: await importTables(), dryRun, baseline: false, now: new Date(), blobs };
  const files = await runImport(store, folder, options, {
    problem(line) {
      problemCount++;
      if (problems.length < MAX_PROBLEMS) problems.push(line.replace(`${folder}: `, ''));
    },
    warning(line) {
      if (warnings.length < MAX_WARNINGS) warnings.push(line);
    },
    start: (bytes) => (total = Math.max(1, bytes)),
    progress(bytes) {
      read += bytes;
      tell({ ratio: read / total });
    },
  });
  const counts = (files ?? []).map(({ file, counts: of }) => ({ file, ...of }));
  return { counts, problems, problemCount, warnings };
}

function tell(message: object): void {
  // A thread's port has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message);
}
