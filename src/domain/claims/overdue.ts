import type { Claim } from './claim.ts';
import { moveClaim } from './life.ts';
import { canMove, type ClaimMove } from './moves.ts';
import type { ClaimTimes } from './times.ts';

/** The next thing that the clock does to a claim at `now`; undefined when nothing is overdue. */
function overdueMove(claim: Claim, now: Date, { calendar }: ClaimTimes): ClaimMove | undefined {
  const isDue = claim.dueAt !== null && now >= claim.dueAt;
  switch (claim.status) {
    case 'submitted':
      if (isDue) return { move: 'begin-review' };
      break;
    case 'partner-action-required':
      if (isDue) return { move: 'time-out' };
      break;
    case 'under-review':
    case 'dispute':
      if (isDue && claim.escalatedAt === null) return { move: 'escalate' };
      break;
    case 'approved':
      break;
    case 'draft':
    case 'rejected':
    case 'rejected-final':
      return undefined;
  }
  const { optOutUntil } = claim;
  const isSilent = optOutUntil !== null && canMove(claim, 'stay-silent') && calendar.dayAt(now) > optOutUntil;
  return isSilent ? { move: 'stay-silent' } : undefined;
}

/**
 * The claim with everything that is overdue at `now` applied, each step once. Applied before every move of a person, so that
 * no press wins over a late timer.
 */
export function applyOverdue(claim: Claim, now: Date, times: ClaimTimes): Claim {
  const move = overdueMove(claim, now, times);
  if (move === undefined) return claim;
  const opId = `${move.move}:${claim.revision}`;
  const moved = moveClaim(claim, move, { by: 'job', opId }, now, times);
  return moved.ok ? applyOverdue(moved.value, now, times) : claim;
}
