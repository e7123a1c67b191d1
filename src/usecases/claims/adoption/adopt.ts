import { claimsSubscription } from '../../../domain/claims/activities.ts';
import { holdsTarget, type Claim } from '../../../domain/claims/claim.ts';
import { disputableUntil } from '../../../domain/claims/dispute.ts';
import type { Target } from '../../../domain/claims/target.ts';
import {
  answerEndsAt,
  disputeAnswerEndsAt,
  reviewBeginsAt,
  reviewEndsAt,
  type ClaimTimes,
} from '../../../domain/claims/times.ts';
import type { Context } from '../../context.ts';
import { projectAssociation } from '../../associations/project.ts';
import { decideAgain } from '../../decide-again.ts';
import { JobDocument, newJob, type JobOutcome, type JobRun, type JobTask } from '../../jobs.ts';
import { partitions } from '../../partitions.ts';
import type { Change, Documents } from '../../ports.ts';
import { claimChanges } from '../review/changes.ts';
import { claimAt } from '../load.ts';
import { timesOf } from '../review/move.ts';
import { projectClaim, unlistClaim } from '../shown/project-claim.ts';
import { dropStanding, projectStanding } from '../shown/project-standing.ts';
import { readTarget, writeTarget, type TargetRead } from '../targets.ts';

/**
 * A claim was imported: it is taken as it stands. Its step has its full time from now, since nobody knows when it began and
 * no partner shall lose a claim by an import; an approved one holds its target; nothing is contested by it.
 */
export async function adoptClaim(
  context: Context,
  task: Extract<JobTask, { task: 'claim.adopt' }>,
  _run: JobRun,
): Promise<JobOutcome> {
  const { documents, clock, queues } = context;
  const { customerId, claimId } = task;
  const partition = partitions.customer(customerId);
  const claim = await decideAgain(queues, partition, async () => {
    const stored = await claimAt(documents, customerId, claimId);
    const now = clock.now();
    const changes: Change[] = [];
    if (stored !== undefined) {
      const times = await timesOf(context, stored.value);
      changes.push(...claimChanges(stored, withDeadline(stored.value, times, now), now, times));
      changes.push(...(await watching(documents, stored.value, now)));
    }
    for (const name of new Set([task.target, stored?.value.target ?? task.target])) {
      const read = await readTarget(documents, customerId, name);
      const holder = holderOf(read);
      if (JSON.stringify(holder) !== JSON.stringify(read.target.holder)) {
        changes.push(writeTarget(read, { ...read.target, holder }));
      }
    }
    if (changes.length > 0) await documents.commit(partition, changes);
    return (await claimAt(documents, customerId, claimId))?.value;
  });
  if (claim?.partnerId !== task.partnerId) await unlistClaim(documents, task.partnerId, claimId);
  // A claim just imported and not approved ties nobody to anything.
  if (claim === undefined || holdsTarget(claim) || claim.steps.length > 0) {
    for (const partnerId of new Set([task.partnerId, claim?.partnerId ?? task.partnerId])) {
      await projectAssociation(context, { partnerId, customerId });
    }
  }
  if (claim === undefined) await dropStanding(context, claimId);
  else {
    await projectStanding(context, claim);
    await projectClaim(context, customerId, claimId);
  }
  return 'done';
}

/** An approved claim on a subscription is watched once, however often it is imported. */
async function watching(documents: Documents, claim: Claim, now: Date): Promise<Change[]> {
  const { customerId, claimId } = claim;
  if (!holdsTarget(claim) || !claimsSubscription(claim.activity)) return [];
  const id = `claim-subscription:${claimId}`;
  const watched = await documents.get(JobDocument, partitions.customer(customerId), `job:${id}`);
  return watched === undefined ? [newJob(id, { task: 'claim.subscription', customerId, claimId }, now)] : [];
}

function withDeadline(claim: Claim, times: ClaimTimes, now: Date): Claim {
  if (claim.dueAt !== null) return claim;
  const dueAt = deadlineOf(claim, times, now);
  return dueAt === null ? claim : { ...claim, dueAt, revision: claim.revision + 1 };
}

function deadlineOf(claim: Claim, times: ClaimTimes, now: Date): Date | null {
  switch (claim.status) {
    case 'submitted':
      return reviewBeginsAt(times, now);
    case 'under-review':
      return reviewEndsAt(times, now);
    case 'partner-action-required':
      return answerEndsAt(times, now);
    case 'dispute':
      return disputeAnswerEndsAt(times, now);
    case 'rejected':
      return disputableUntil(claim, claim.reason, times.policy, now);
    case 'draft':
    case 'approved':
    case 'rejected-final':
      return null;
  }
}

/** Whoever holds it goes on to while a claim of theirs is approved; else the partner whose claim was approved first. */
function holderOf({ target, claims }: TargetRead): Target['holder'] {
  const approved = claims
    .map(({ value }) => value)
    .filter(holdsTarget)
    .toSorted((one, two) => since(one).getTime() - since(two).getTime());
  const partnerId =
    approved.find((claim) => claim.partnerId === target.holder?.partnerId)?.partnerId ??
    approved[0]?.partnerId;
  if (partnerId === undefined) return null;
  const own = approved.filter((claim) => claim.partnerId === partnerId);
  const first = own[0];
  return first === undefined
    ? null
    : { partnerId, claimIds: own.map(({ claimId }) => claimId), since: target.holder?.since ?? since(first) };
}

function since({ approvedAt, submittedAt, updatedAt }: Claim): Date {
  return approvedAt ?? submittedAt ?? updatedAt;
}
