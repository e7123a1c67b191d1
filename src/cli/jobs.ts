import { documentsOn } from '../store/documents.ts';
import { withStore } from './with-store.ts';
import { listJobs, retryDead } from './jobs/resting-jobs.ts';

const USAGE = 'Usage: npm run jobs -- list|retry';

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...rest]: readonly string[]): Promise<number> {
  if ((command !== 'list' && command !== 'retry') || rest.length > 0) {
    console.error(USAGE);
    return 1;
  }
  return withStore(async (store) => {
    const documents = documentsOn(store);
    if (command === 'retry') {
      console.log(`${await retryDead(documents, new Date())} dead jobs are due again.`);
      return 0;
    }
    const counts = { waiting: 0, dead: 0 };
    for await (const { state, line } of listJobs(documents)) {
      counts[state]++;
      console.log(line);
    }
    console.log(`${counts.waiting} waiting, ${counts.dead} dead`);
    return 0;
  });
}
