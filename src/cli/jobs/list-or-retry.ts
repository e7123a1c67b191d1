import { documentsOn } from '../../store/documents.ts';
import { retryDead, retryDeadNotices } from '../../usecases/operators/retry-dead.ts';
import type { Documents } from '../../usecases/ports.ts';
import { withStore } from '../with-store.ts';
import { listing } from './listing.ts';

/** @returns the exit code */
export function listOrRetry(what: 'list' | 'retry'): Promise<number> {
  return withStore(async (store) => {
    await (what === 'retry' ? retry(documentsOn(store)) : list(documentsOn(store)));
    return 0;
  });
}

async function retry(documents: Documents): Promise<void> {
  const now = new Date();
  console.log(`${await retryDead(documents, now)} dead jobs are due again.`);
  console.log(`${await retryDeadNotices(documents, now)} dead notices are sent again.`);
}

async function list(documents: Documents): Promise<void> {
  for (const line of await listing(documents)) console.log(line);
}
