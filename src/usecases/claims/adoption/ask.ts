import { committed } from '../../committed.ts';
import type { Context } from '../../context.ts';
import { newJob, type JobOutcome } from '../../jobs.ts';
import { partitions } from '../../partitions.ts';
import { create } from '../../ports.ts';
import { ClaimDocument } from '../documents.ts';
import { PointerDocument } from '../../memberships/documents.ts';

const PARTITION = partitions.program('claims');

/**
 * Asks, once a database, that the claims which an earlier release imported be adopted: it knew no deadlines, no holders and
 * no queue. Called at every start.
 */
export async function askToBuildClaims({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(PARTITION, [
      create(PointerDocument, 'built', { to: '1' }),
      newJob('build', { task: 'claims.build' }, clock.now()),
    ]),
  );
}

/** Doing it again changes nothing: a claim that has begun to move is left alone, and adopting is asked for once. */
export async function buildClaims({ documents, clock }: Context): Promise<JobOutcome> {
  for await (const { partition, value } of documents.scan(ClaimDocument, 'customers')) {
    const { claimId, customerId, partnerId, target, revision, steps } = value;
    if (revision > 1 || steps.length > 0) continue;
    const task = { task: 'claim.adopt', customerId, claimId, partnerId, target } as const;
    const job = newJob(`claim-adopt:${claimId}:built`, task, clock.now());
    await committed(() => documents.commit(partition, [job]));
  }
  return 'done';
}
