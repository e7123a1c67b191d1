import type { CustomerId } from '../../domain/shared/ids.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, type Documents } from '../ports.ts';
import { SubscriptionDocument } from './documents.ts';
import { ClaimDocument } from '../claims/documents.ts';
import { RowDocument } from '../imports/documents.ts';
import { PointerDocument } from '../memberships/documents.ts';

const PARTITION = partitions.program('associations');

/**
 * Asks, once a database, that the associations of what an earlier release imported be written: it kept no list of them.
 * Called at every start.
 */
export async function askToBuildAssociations({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(PARTITION, [
      create(PointerDocument, 'built', { to: '1' }),
      newJob('build', { task: 'association.build' }, clock.now()),
    ]),
  );
}

/** Says that nothing needs to be written anew: an import into an empty database asks for each by itself. */
export async function nothingToBuild(documents: Documents): Promise<void> {
  await committed(() => documents.commit(PARTITION, [create(PointerDocument, 'built', { to: '1' })]));
}

/** Asks for every customer that anybody may be tied to. Doing it again changes nothing. */
export async function buildAssociations({ documents, clock }: Context): Promise<JobOutcome> {
  for (const kind of [SubscriptionDocument, ClaimDocument, RowDocument]) {
    let last = '';
    for await (const { partition } of documents.scan<unknown>(kind, 'customers')) {
      // What lies with one customer comes together.
      if (partition === last) continue;
      last = partition;
      const customerId = partition.slice('customers/'.length) as CustomerId;
      const job = newJob('association-names', { task: 'association.rename', customerId }, clock.now());
      await committed(() => documents.commit(partition, [job]));
    }
  }
  return 'done';
}
