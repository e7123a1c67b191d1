import { isLive, type Claim } from '../../../domain/claims/claim.ts';
import { moveClaim } from '../../../domain/claims/life.ts';
import type { MovedBy } from '../../../domain/claims/moves.ts';
import { applyOverdue } from '../../../domain/claims/overdue.ts';
import { settleTarget, withoutLosses } from '../../../domain/claims/settle-target.ts';
import type { Target } from '../../../domain/claims/target.ts';
import type { ClaimTimes } from '../../../domain/claims/times.ts';
import { audited } from '../../audit.ts';
import { newJob } from '../../jobs.ts';
import { replace, type Change, type Document } from '../../ports.ts';
import { jobsAfterMove } from './jobs-of.ts';
import { writeTarget, type TargetRead } from '../targets.ts';
import { ClaimDocument } from '../documents.ts';

/** A claim on the way through one decision, with its target and the other claims that follow from it. */
export interface Moving {
  readonly claim: Claim;
  readonly target: Target;
  /** Other claims as they become, by claim id. */
  readonly others: ReadonlyMap<string, Claim>;
  /** The target is to be written, changed or not: another decision about it must not pass this one. */
  readonly touched: boolean;
  readonly hasLosses: boolean;
}

/** The claim as it is at `now`: what a decision on its target has ended, and what the clock has, applied. */
export function overtaken(stored: Claim, read: TargetRead, now: Date, times: ClaimTimes): Moving {
  const still: Moving = {
    claim: stored,
    target: read.target,
    others: new Map(),
    touched: false,
    hasLosses: false,
  };
  const loss = read.target.losses.find(({ claimIds }) => claimIds.includes(stored.claimId));
  if (loss !== undefined) {
    const { wonBy, comment, by, at } = loss;
    const opId = `lose:${at.toISOString()}`;
    const lost = moveClaim(stored, { move: 'lose', wonBy, comment }, moverOf(by, opId), now, times);
    const target = withoutLosses(read.target, [stored.claimId]);
    return { ...still, claim: lost.ok ? lost.value : stored, target, touched: true };
  }
  const late = applyOverdue(stored, now, times);
  return late === stored ? still : settled(still, late, read, { by: 'job', opId: 'overdue' }, now, times);
}

/** What a step of the claim means for its target and the other claims on it. */
export function settled(
  moving: Moving,
  after: Claim,
  read: TargetRead,
  by: MovedBy,
  now: Date,
  times: ClaimTimes,
): Moving {
  const live = read.live.map((claim) => moving.others.get(claim.claimId) ?? claim).filter(isLive);
  const result = settleTarget(moving.target, moving.claim, after, live, by, now, times);
  const others = new Map(moving.others);
  for (const other of result.others) others.set(other.claimId, other);
  const decides =
    isLive(moving.claim) !== isLive(after) || after.steps.at(-1)?.verb === 'claim.review' || others.size > 0;
  return {
    claim: result.claim,
    target: result.target,
    others,
    touched: moving.touched || decides,
    hasLosses: moving.hasLosses || result.hasLosses,
  };
}

/** Everything that one decision writes, at most some 80 documents. */
export function movingChanges(
  stored: Document<Claim>,
  moving: Moving,
  read: TargetRead,
  now: Date,
  times: ClaimTimes,
): Change[] {
  const { claim, target, others, touched, hasLosses } = moving;
  const revision = (read.stored?.value.revision ?? 0) + 1;
  const documents = new Map(read.claims.map((document) => [document.value.claimId, document]));
  return [
    ...claimChanges(stored, claim, now, times),
    ...[...others.values()].flatMap((other) => {
      const document = documents.get(other.claimId);
      return document === undefined ? [] : claimChanges(document, other, now, times);
    }),
    ...(touched ? [writeTarget(read, target)] : []),
    ...(hasLosses
      ? [
          newJob(
            `claim-lose:${claim.claimId}:${revision}`,
            { task: 'claim.lose', customerId: claim.customerId, target: target.target },
            now,
          ),
        ]
      : []),
  ];
}

/** A claim as it becomes, with an audit row for each step and what must happen later. */
export function claimChanges(stored: Document<Claim>, after: Claim, now: Date, times: ClaimTimes): Change[] {
  const before = stored.value;
  if (before === after) return [];
  return [
    replace(ClaimDocument, stored, after),
    ...stepAudits(after, before.steps.length),
    ...jobsAfterMove(before, after, times, now),
  ];
}

/** One row a step. Its number and instant make it unique, also where an import removed a claim and brought it back. */
export function stepAudits(claim: Claim, from: number): Change[] {
  return claim.steps.slice(from).map(({ at, by, verb, to }, index) =>
    audited(`claim:${claim.claimId}:${from + index + 1}:${at.getTime()}`, {
      at,
      actor: by,
      action: verb,
      subject: claim.claimId,
      outcome: 'done',
      detail: `${claim.partnerId} ${to}`,
    }),
  );
}

function moverOf(by: string, opId: string): MovedBy {
  return { by: by as MovedBy['by'], opId };
}
