import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { RowDocument } from '../imports/documents.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { watchedAt, watching } from './watch.ts';
import { watchedCertificate, watchedDelegation } from './watched-rows.ts';

const PARTITION = partitions.program('associations');

/** Asks, once a database, that what an earlier release imported be watched as well. Called at every start. */
export async function askToWatchExpiries({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(PARTITION, [
      create(PointerDocument, 'expiries-watched', { to: '1' }),
      newJob('expiries', { task: 'expiry.build' }, clock.now()),
    ]),
  );
}

/** Asks for the watch of every row that ends. Doing it again changes nothing. */
export async function watchExpiries({ documents, clock }: Context): Promise<JobOutcome> {
  const now = clock.now();
  for (const [collection, file, watchedIn] of [
    ['customers', 'delegations', watchedDelegation],
    ['accounts', 'people', watchedCertificate],
  ] as const) {
    for await (const { value } of documents.scan(RowDocument, collection)) {
      const watched = value.file === file ? watchedIn(value.cells) : undefined;
      if (watched === undefined) continue;
      const changes = await watching({ documents, now }, watched);
      if (changes.length > 0) await committed(() => documents.commit(watchedAt(watched), changes));
    }
  }
  return 'done';
}
