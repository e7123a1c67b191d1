/** A thread that looks a database through for damage, and says whether it is sound. It only reads. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { troubleOf } from './sqlite-errors.ts';

const { file } = z.object({ file: z.string() }).parse(workerData);
try {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  const found = database.prepare('PRAGMA quick_check(1)').get();
  database.close();
  tell(Object.values(found ?? {})[0] === 'ok');
} catch (error) {
  // What cannot be read for another reason says nothing of damage.
  tell(troubleOf(error) !== 'damaged');
}

function tell(isSound: boolean): void {
  // A thread's port has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(isSound);
}
