import { moveClaim } from '../../../domain/claims/life.ts';
import type { ClaimMove } from '../../../domain/claims/moves.ts';
import type { Claim } from '../../../domain/claims/claim.ts';
import { withoutLosses } from '../../../domain/claims/settle-target.ts';
import { ok } from '../../../domain/shared/result.ts';
import type { CustomerId } from '../../../domain/shared/ids.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import type { JobOutcome, JobRun, JobTask } from '../../jobs.ts';
import { partitions } from '../../partitions.ts';
import type { Change } from '../../ports.ts';
import { claimChanges, movingChanges, overtaken, settled } from './changes.ts';
import { claimAt } from '../load.ts';
import { timesOf } from './move.ts';
import { readTarget, writeTarget } from '../targets.ts';

/** Claims that one run writes down as lost: each is three documents, and a commit takes a hundred. */
const PAGE = 20;

/** A step has come to its end. A timer whose step is over is a no-op: timers are never cancelled. */
export async function applyDue(
  context: Context,
  { customerId, claimId }: Extract<JobTask, { task: 'claim.due' }>,
  run: JobRun,
): Promise<JobOutcome> {
  const moved = await moveByClock(context, customerId, claimId, undefined, run.done);
  return moved === 'moved' ? 'deleted' : 'done';
}

/**
 * Applies what is overdue of a claim, and then a move that no person makes.
 *
 * @param move given the claim as it then is; undefined: nothing more
 * @param done put into the same commit, where a job asks
 */
export function moveByClock(
  context: Context,
  customerId: CustomerId,
  claimId: string,
  move:
    | ((claim: Claim, now: Date) => { readonly move: ClaimMove; readonly opId: string } | undefined)
    | undefined,
  done?: Change,
): Promise<'moved' | 'nothing'> {
  const { documents, clock, queues } = context;
  const partition = partitions.customer(customerId);
  return decideAgain(queues, partition, async () => {
    const stored = await claimAt(documents, customerId, claimId);
    if (stored === undefined) return 'nothing';
    const now = clock.now();
    const [read, times] = await Promise.all([
      readTarget(documents, customerId, stored.value.target),
      timesOf(context, stored.value),
    ]);
    const late = overtaken(stored.value, read, now, times);
    const wanted = move?.(late.claim, now);
    const by = { by: 'job', opId: wanted?.opId ?? '' } as const;
    const moved = wanted === undefined ? ok(late.claim) : moveClaim(late.claim, wanted.move, by, now, times);
    const moving =
      moved.ok && moved.value !== late.claim ? settled(late, moved.value, read, by, now, times) : late;
    if (moving.claim === stored.value) return 'nothing';
    const changes = movingChanges(stored, moving, read, now, times);
    await documents.commit(partition, done === undefined ? changes : [...changes, done]);
    return 'moved';
  });
}

/** Writes down the claims that lost a target, a page a run, until none is left. */
export function writeLosses(
  context: Context,
  { customerId, target: name }: Extract<JobTask, { task: 'claim.lose' }>,
  run: JobRun,
): Promise<JobOutcome> {
  const { documents, clock, queues } = context;
  const partition = partitions.customer(customerId);
  return decideAgain(queues, partition, async () => {
    const read = await readTarget(documents, customerId, name);
    const pending = read.target.losses.flatMap((loss) =>
      loss.claimIds.map((claimId) => ({ ...loss, claimId })),
    );
    const page = pending.slice(0, PAGE);
    if (page.length === 0) return 'done';
    const now = clock.now();
    const changes: Change[] = [];
    for (const { claimId, wonBy, comment, by, at } of page) {
      const stored = await claimAt(documents, customerId, claimId);
      if (stored === undefined) continue;
      const mover = { by: by as 'job', opId: `lose:${at.toISOString()}` };
      const times = await timesOf(context, stored.value);
      const lost = moveClaim(stored.value, { move: 'lose', wonBy, comment }, mover, now, times);
      if (lost.ok) changes.push(...claimChanges(stored, lost.value, now, times));
    }
    const left = withoutLosses(
      read.target,
      page.map(({ claimId }) => claimId),
    );
    const isLast = pending.length <= PAGE;
    await documents.commit(partition, [...changes, writeTarget(read, left), ...(isLast ? [run.done] : [])]);
    return isLast ? 'deleted' : { again: now, is: 'late' };
  });
}
