import { ok, refuse, type Result } from '../shared/result.ts';
import { written } from '../shared/written.ts';
import type { Claim, ClaimReason, ClaimStep, Evidence } from './claim.ts';
import { lacksProof } from './proof.ts';
import { canMove, MOVES, type ClaimMove, type MovedBy, type MoveRefused } from './moves.ts';
import {
  answerEndsAt,
  disputableUntil,
  disputeAnswerEndsAt,
  optOutEndsOn,
  reviewEndsAt,
  type ClaimTimes,
} from './times.ts';

/** Room for what a claim gathers over a contest and a dispute; a document stays far below what the store takes. */
export const MOST_EVIDENCE = 60;
/** A draft, or a claim with the answer that is being gathered, holds no more files: they take room. */
export const MOST_CLAIM_FILES = 20;
const MOST_DEFENCES = 20;

/** Rejections that proof can turn. After the others the way is a new claim. */
const DISPUTABLE: ReadonlySet<Claim['reason']> = new Set<Claim['reason']>([
  'insufficient-poe',
  'no-response',
  'partner-request',
  '',
]);

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
  switch (move.move) {
    case 'approve':
      if (written(move.comment) === '' && claim.contest !== null) return refuse({ code: 'comment-required' });
      return written(move.comment) === '' && lacksProof(claim)
        ? refuse({ code: 'ground-required' })
        : done({ status: 'approved', reason: '', approvedAt: claim.approvedAt ?? now, contest: null });
    case 'reject':
      return commented(move) ?? done(rejection(claim, 'insufficient-poe'));
    case 'ask':
      return commented(move) ?? done({ status: 'partner-action-required', dueAt: answerEndsAt(times, now) });
    case 'tell': {
      const { toldOn, today, submittedOn } = move;
      if (toldOn > today) return refuse({ code: 'told-in-future' });
      if (toldOn < submittedOn) return refuse({ code: 'told-before-submission' });
      const consent = claim.consent?.answer === 'silent' ? null : claim.consent;
      return done({ toldOn, optOutUntil: optOutEndsOn(times, toldOn), consent, dueAt: claim.dueAt });
    }
    case 'resubmit':
      return (
        added(move) ?? done({ ...withEvidence(), status: 'under-review', dueAt: reviewEndsAt(times, now) })
      );
    case 'defend': {
      const given = claim.steps.filter(({ verb }) => verb === MOVES.defend.verb).length;
      if (given >= MOST_DEFENCES) return refuse({ code: 'too-much-evidence', most: MOST_EVIDENCE });
      const contest = claim.contest && { ...claim.contest, answeredAt: now };
      return added(move) ?? done({ ...withEvidence(), contest, dueAt: claim.dueAt });
    }
    case 'dispute': {
      if (claim.disputedAt !== null) return refuse({ code: 'disputed-before' });
      if (!DISPUTABLE.has(claim.reason)) return refuse({ code: 'not-disputable' });
      const until = claim.dueAt ?? disputableUntil(times, claim.updatedAt);
      if (now >= until) return refuse({ code: 'dispute-over', until });
      const dueAt = disputeAnswerEndsAt(times, now);
      return commented(move) ?? done({ status: 'dispute', reason: '', disputedAt: now, dueAt });
    }
    case 'withdraw':
      return commented(move) ?? done({ status: 'rejected-final', reason: 'withdrawn', contest: null });
    case 'consent':
    case 'decline': {
      const { respondedAt } = move;
      const last = claim.consent;
      if (last !== null && last.answer !== 'silent' && last.at > respondedAt) {
        return refuse({ code: 'answered-since' });
      }
      return move.move === 'consent'
        ? done({ consent: { answer: 'accepted', at: respondedAt }, dueAt: claim.dueAt })
        : done({
            ...rejection(claim, 'customer-declined'),
            consent: { answer: 'declined', at: respondedAt },
          });
    }
    case 'lose':
      return done({ ...rejection(claim, 'superseded'), supersededBy: move.wonBy });
    case 'subscription-end':
      return done(rejection(claim, 'subscription-ended'));
    case 'begin-review':
      // The review's days count from when it had to begin, however late that is written down.
      return done({ status: 'under-review', dueAt: reviewEndsAt(times, claim.dueAt ?? now) });
    case 'escalate':
      return done({ escalatedAt: now, dueAt: claim.dueAt });
    case 'time-out':
      return done(rejection(claim, 'no-response'));
    case 'stay-silent':
      return done({ consent: { answer: 'silent', at: now }, dueAt: claim.dueAt });
  }

  function done(change: Partial<Claim>): Result<Claim, MoveRefused> {
    const status = change.status ?? claim.status;
    const step: ClaimStep = {
      at: now,
      ...by,
      verb: MOVES[move.move].verb,
      from: claim.status,
      to: status,
      comment: 'comment' in move ? written(move.comment) : '',
      ...('evidence' in move ? { added: move.evidence.length } : {}),
      ...(move.move === 'approve' && lacksProof(claim) ? { withoutProof: true as const } : {}),
    };
    const escalatedAt = status === claim.status ? claim.escalatedAt : null;
    return ok({
      ...claim,
      dueAt: null,
      escalatedAt,
      ...change,
      updatedAt: now,
      steps: [...claim.steps, step],
      revision: claim.revision + 1,
    });
  }

  function rejection(before: Claim, reason: ClaimReason): Partial<Claim> {
    const isFinal = before.status === 'dispute' && reason === 'insufficient-poe';
    const canDispute = !isFinal && before.disputedAt === null && DISPUTABLE.has(reason);
    return {
      status: isFinal ? 'rejected-final' : 'rejected',
      reason,
      contest: null,
      dueAt: canDispute ? disputableUntil(times, now) : null,
    };
  }

  function withEvidence(): Partial<Claim> {
    return 'evidence' in move ? { evidence: [...claim.evidence, ...move.evidence] } : {};
  }

  function added(given: {
    readonly evidence: readonly Evidence[];
    readonly comment: string;
  }): ReturnType<typeof refuse<MoveRefused>> | undefined {
    if (given.evidence.length === 0 && written(given.comment) === '') return refuse({ code: 'nothing-new' });
    const all = [...claim.evidence, ...given.evidence];
    if (all.length > MOST_EVIDENCE) return refuse({ code: 'too-much-evidence', most: MOST_EVIDENCE });
    return given.evidence.length > 0 && filesOf(all) > MOST_CLAIM_FILES
      ? refuse({ code: 'too-much-evidence', most: MOST_CLAIM_FILES })
      : undefined;
  }
}

/** How many different files there are among proof; links are none. */
export function filesOf(evidence: readonly Evidence[]): number {
  return new Set(evidence.flatMap(({ fileId, evidenceId }) => (fileId === null ? [] : [evidenceId]))).size;
}

function commented({
  comment,
}: {
  readonly comment: string;
}): ReturnType<typeof refuse<MoveRefused>> | undefined {
  return written(comment) === '' ? refuse({ code: 'comment-required' }) : undefined;
}
