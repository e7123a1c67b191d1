import type { Claim } from '../../../domain/claims/claim.ts';
import type { PartnerNews } from '../../../domain/claims/news.ts';
import { remindersOf } from '../../../domain/claims/turn.ts';
import type { Context } from '../../context.ts';
import { newJob, type JobOutcome, type JobTask } from '../../jobs.ts';
import { notifyAll } from '../../notices/notify.ts';
import { ConflictError } from '../../ports.ts';
import { rosterAt } from '../../referrals/roster.ts';
import { claimAt } from '../load.ts';
import { CLAIM_QUEUE, countWaiting } from '../shown/standings.ts';
import { tellOfClaim } from './told.ts';
import { operatorsIn } from '../../memberships/operators-in.ts';

/** Operators are told of what came in within so long together. */
const TOGETHER_MS = 15 * 60_000;

/** Tells everybody with an incentive role at the claiming location. */
export async function tellLocation(
  context: Context,
  { customerId, claimId, partnerId }: Claim,
  about: PartnerNews,
  revision: number,
): Promise<void> {
  const roster = await rosterAt(context.documents, partnerId, context.clock.now());
  const people = (roster?.people ?? []).filter(({ rights }) => rights.incentiveRole !== null);
  await tellOfClaim(
    context,
    { kind: 'claim-news', customerId, claimId, about, revision },
    people.map(({ personId }) => personId),
  );
}

/** Tells the operators of one claim. Who holds a role at a claiming partner is left out when it is sent. */
export async function tellOperatorsOf(
  context: Context,
  { customerId, claimId }: Claim,
  about: 'contest' | 'overdue',
  revision: number,
): Promise<void> {
  const operators = await operatorsIn(context.documents);
  await tellOfClaim(
    context,
    { kind: 'claim-review', customerId, claimId, about, revision },
    operators.flatMap(({ personId }) => personId ?? []),
  );
}

/** Asks that the operators be told what waits, once for all that comes in within {@link TOGETHER_MS}. */
export async function askToTellQueue({ documents, clock }: Context): Promise<void> {
  const until = new Date((Math.floor(clock.now().getTime() / TOGETHER_MS) + 1) * TOGETHER_MS);
  try {
    await documents.commit(CLAIM_QUEUE, [
      newJob(`claims-digest:${until.getTime()}`, { task: 'claims.tell-operators', until }, until),
    ]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}

/** Tells the operators what waits in their queue; nothing when all of it was done meanwhile. */
export async function tellQueue(
  context: Context,
  { until }: Extract<JobTask, { task: 'claims.tell-operators' }>,
): Promise<JobOutcome> {
  if ((await countWaiting(context.documents)) === 0) return 'done';
  const operators = await operatorsIn(context.documents);
  const people = operators.map(({ personId }) => personId);
  await notifyAll(context, people, { kind: 'claims-queue', until }, 1);
  return 'done';
}

/** A step ends soon: the location is reminded of its answer or proof, the operators of their review. */
export async function remindClaim(
  context: Context,
  { customerId, claimId, until }: Extract<JobTask, { task: 'claim.remind' }>,
): Promise<JobOutcome> {
  const stored = await claimAt(context.documents, customerId, claimId);
  if (stored === undefined || context.clock.now() >= until) return 'done';
  const claim = stored.value;
  const ending = remindersOf(claim).filter((reminder) => reminder.until.getTime() === until.getTime());
  if (ending.some(({ to }) => to === 'partner')) {
    await tellLocation(context, claim, 'reminder', claim.revision);
  }
  if (ending.some(({ to }) => to === 'operators')) await askToTellQueue(context);
  return 'done';
}
