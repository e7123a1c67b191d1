import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { MembershipDocument, PointerDocument } from '../memberships/documents.ts';
import { partitions } from '../partitions.ts';
import { create } from '../ports.ts';
import { DesignationDocument } from '../scores/documents.ts';

const PARTITION = partitions.program('requirements');

/** Asks, once a database, that what an earlier release imported be reminded of. Called at every start. */
export async function askToPickUpRenewals({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(PARTITION, [
      create(PointerDocument, 'renewals-picked-up', { to: '1' }),
      newJob('pick-up-renewals', { task: 'renewal.pick-up' }, clock.now()),
    ]),
  );
}

/** Begins to remind of every membership and designation. Doing it again changes nothing. */
export async function pickUpRenewals({ documents, clock }: Context): Promise<JobOutcome> {
  const now = clock.now();
  for await (const { partition, value } of documents.scan(MembershipDocument, 'partners')) {
    const { partnerId, program } = value;
    const job = newJob(`renewal:${program}`, { task: 'renewal.remind', partnerId, program }, now);
    await committed(() => documents.commit(partition, [job]));
  }
  for await (const { partition, value } of documents.scan(DesignationDocument, 'accounts')) {
    const { globalId, area } = value;
    const job = newJob(`designation:${area}`, { task: 'designation.remind', globalId, area }, now);
    await committed(() => documents.commit(partition, [job]));
  }
  return 'done';
}
