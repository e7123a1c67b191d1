import type { Claim } from '../../../domain/claims/claim.ts';
import type { Context } from '../../context.ts';
import type { JobOutcome, JobTask } from '../../jobs.ts';
import { claimAt } from '../load.ts';
import { projectClaim } from '../shown/project-claim.ts';
import { projectStanding } from '../shown/project-standing.ts';
import { askToTellQueue, tellLocation, tellOperatorsOf } from '../telling/tell.ts';
import { refreshCopies } from '../telling/told.ts';

/** Brings both lists up to date: the operators' and the location's. The job does it too, if this does not come to it. */
export async function listNow(context: Context, claim: Claim): Promise<void> {
  await projectStanding(context, claim);
  await projectClaim(context, claim.customerId, claim.claimId);
}

/** A claim was changed: the lists and the copies of its cards are brought up to date, and whom it concerns is told. */
export async function followClaim(
  context: Context,
  task: Extract<JobTask, { task: 'claim.follow' }>,
): Promise<JobOutcome> {
  const { customerId, claimId, revision } = task;
  const stored = await claimAt(context.documents, customerId, claimId);
  if (stored === undefined) return 'done';
  const claim = stored.value;
  await listNow(context, claim);
  await refreshCopies(context, claim);
  for (const about of task.partner) await tellLocation(context, claim, about, revision);
  for (const about of task.operators) {
    if (about === 'waiting') await askToTellQueue(context);
    else await tellOperatorsOf(context, claim, about, revision);
  }
  return 'done';
}
