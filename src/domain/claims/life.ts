import { ok, refuse, type Result } from '../shared/result.ts';
import { written } from '../shared/written.ts';
import { changeBy } from './changes.ts';
import type { Claim, ClaimStep } from './claim.ts';
import { canMove, MOVES, type ClaimMove, type MovedBy, type MoveRefused } from './moves.ts';
import { lacksProof } from './proof.ts';
import type { ClaimTimes } from './times.ts';

/**
 * Moves a claim one step, the only way in which its status changes after it was submitted. What of its target follows, such
 * as the end of other partners' claims, is {@link ./settle-target.ts}'s.
 *
 * @param claim as stored; apply {@link ./overdue.ts} before a person's move
 * @returns the claim one revision further, or why not
 */
export function moveClaim(
  claim: Claim,
  move: ClaimMove,
  by: MovedBy,
  now: Date,
  times: ClaimTimes,
): Result<Claim, MoveRefused> {
  if (!canMove(claim, move.move)) return refuse({ code: 'stale' });
  const change = changeBy(claim, move, now, times);
  if (!change.ok) return change;
  const status = change.value.status ?? claim.status;
  return ok({
    ...claim,
    dueAt: null,
    escalatedAt: status === claim.status ? claim.escalatedAt : null,
    ...change.value,
    updatedAt: now,
    steps: [...claim.steps, stepOf(claim, status, move, by, now)],
    revision: claim.revision + 1,
  });
}

function stepOf(claim: Claim, to: Claim['status'], move: ClaimMove, by: MovedBy, now: Date): ClaimStep {
  return {
    at: now,
    ...by,
    verb: MOVES[move.move].verb,
    from: claim.status,
    to,
    comment: 'comment' in move ? written(move.comment) : '',
    ...('evidence' in move ? { added: move.evidence.length } : {}),
    ...(move.move === 'approve' && lacksProof(claim) ? { withoutProof: true as const } : {}),
  };
}
