/**
 * One of several instances that do jobs on one Cosmos-compatible server: `node instance.ts <endpoint> <database> <name>`. Told
 * `report` over IPC, it answers with its {@link Report}, and it ends with whoever started it.
 */
import { shardLeases } from '../src/jobs/shard-leases.ts';
import { createRunner } from '../src/jobs/runner.ts';
import { documentsOn, toDocument } from '../src/store/documents.ts';
import { openStore } from '../src/store/open-store.ts';
import { JobDocument, type JobHandler, type JobHandlers } from '../src/usecases/jobs.ts';
import { ConflictError, type Documents } from '../src/usecases/ports.ts';
import { COSMOS_KEY } from '../test/support/cosmos-server.ts';
import type { Report } from './measures/instances.ts';

/** Of a job, one after the other, between its claim and its commit. */
const READS = 4;
/** So that neither the server nor the processors of one machine are what is measured. */
const JOBS_AT_ONCE = 1;

const [endpoint = '', database = '', name = ''] = process.argv.slice(2);
const store = await openStore({ engine: 'cosmos', endpoint, key: COSMOS_KEY, database });
const plain = documentsOn(store);
let done = 0;
let claims = 0;
let conflicts = 0;

/** Counts the claims among the commits. */
const documents: Documents = {
  ...plain,
  async commit(partition, changes) {
    if (!changes.some(({ op }) => op === 'replace') || !partition.startsWith('people/')) {
      return plain.commit(partition, changes);
    }
    claims++;
    try {
      return await plain.commit(partition, changes);
    } catch (error) {
      if (error instanceof ConflictError) conflicts++;
      throw error;
    }
  },
};

const work: JobHandler<'person.lane'> = async (_task, { job, done: ended }) => {
  for (let read = 0; read < READS; read++) await documents.get(JobDocument, job.partition, job.id);
  await documents.commit(job.partition, [ended]);
  done++;
  return 'deleted';
};
const clock = { now: () => new Date() };
const quiet = () => undefined;
const leases = shardLeases({ documents, clock, name });
const runner = createRunner({
  documents,
  clock,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  leases,
  concurrency: JOBS_AT_ONCE,
  async *due(dueBy, limit, shards) {
    for await (const stored of store.due(dueBy, limit, shards)) yield toDocument(JobDocument, stored);
  },
  // No other job is ever asked for here.
  handlers: { 'person.lane': work } as unknown as JobHandlers,
});
runner.start();
process.on('message', () => {
  const report: Report = { shards: leases.held().length, done, claims, conflicts };
  process.send?.(report);
});
process.on('disconnect', () => process.exit(0));
