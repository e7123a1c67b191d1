import { documentsOn } from '../store/documents.ts';
import type { Documents } from '../usecases/ports.ts';
import { withStore } from './with-store.ts';
import { listJobs, retryDead } from './jobs/resting-jobs.ts';
import { listNotices, retryDeadNotices } from './jobs/resting-notices.ts';

const USAGE = 'Usage: npm run jobs -- list|retry';

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...rest]: readonly string[]): Promise<number> {
  if ((command !== 'list' && command !== 'retry') || rest.length > 0) {
    console.error(USAGE);
    return 1;
  }
  return withStore(async (store) => {
    await (command === 'retry' ? retry(documentsOn(store)) : list(documentsOn(store)));
    return 0;
  });
}

async function retry(documents: Documents): Promise<void> {
  const now = new Date();
  console.log(`${await retryDead(documents, now)} dead jobs are due again.`);
  console.log(`${await retryDeadNotices(documents, now)} dead notices are sent again.`);
}

async function list(documents: Documents): Promise<void> {
  const jobs = { waiting: 0, dead: 0 };
  for await (const { state, line } of listJobs(documents)) {
    jobs[state]++;
    console.log(line);
  }
  const notices = { pending: 0, uncertain: 0, unreachable: 0, dead: 0 };
  for await (const { state, line } of listNotices(documents)) {
    notices[state]++;
    console.log(line);
  }
  const { pending, uncertain, unreachable, dead } = notices;
  console.log(
    `notices: ${pending} waiting, ${uncertain} perhaps delivered, ${unreachable} to people who cannot be reached, ${dead} dead`,
  );
  console.log(`${jobs.waiting} waiting, ${jobs.dead} dead`);
}
