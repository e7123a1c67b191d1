/**
 * A thread that writes a database anew without what was deleted, and empties its log: free pages and the gaps within pages
 * hold deleted texts until then. Others write again once it is done.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { isBusy } from './sqlite-errors.ts';

const { file } = z.object({ file: z.string() }).parse(workerData);
const WAIT_MS = 4_000;

const database = new DatabaseSync(file, { timeout: WAIT_MS });
try {
  database.exec('VACUUM');
  const done = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  tell(done?.['busy'] === 0);
} catch (error) {
  if (!isBusy(error)) throw error;
  tell(false);
} finally {
  database.close();
}

function tell(isForgotten: boolean): void {
  // A thread's port has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(isForgotten);
}
