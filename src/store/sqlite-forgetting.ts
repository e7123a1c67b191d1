import { Worker } from 'node:worker_threads';
import { IN_MEMORY } from './sqlite-file.ts';

/** Has a file written anew without what was deleted, in a thread of its own. @returns false when it was in use */
export function forgetIn(file: string): Promise<boolean> {
  if (file === IN_MEMORY) return Promise.resolve(true);
  const worker = new Worker(new URL('./sqlite-forget.ts', import.meta.url), { workerData: { file } });
  return new Promise((resolve, reject) => {
    worker.once('message', (isForgotten: unknown) => resolve(isForgotten === true));
    worker.once('error', reject);
    worker.once('exit', () => resolve(false));
  });
}
