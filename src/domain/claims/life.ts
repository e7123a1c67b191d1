import type { AadObjectId, PartnerId } from '../shared/ids.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { Day } from '../shared/time.ts';
import type { Claim, ClaimReason, ClaimStep, Evidence } from './claim.ts';
import {
  answerEndsAt,
  disputableUntil,
  disputeAnswerEndsAt,
  optOutEndsOn,
  reviewEndsAt,
  type ClaimTimes,
} from './times.ts';

type Status = Claim['status'];

/** Something that somebody does with a claim, or that happens to it. */
export type ClaimMove =
  /** Operators. A decision on a claim that is only submitted opens and ends its review. */
  | { readonly move: 'approve'; readonly comment: string }
  | { readonly move: 'reject'; readonly comment: string }
  | { readonly move: 'ask'; readonly comment: string }
  /** Operators: the customer was told on that day. `today` is the operator's. */
  | { readonly move: 'tell'; readonly toldOn: Day; readonly today: Day; readonly submittedOn: Day }
  /** The claiming location. */
  | { readonly move: 'resubmit'; readonly evidence: readonly Evidence[]; readonly comment: string }
  | { readonly move: 'defend'; readonly evidence: readonly Evidence[]; readonly comment: string }
  | { readonly move: 'dispute'; readonly comment: string }
  | { readonly move: 'withdraw'; readonly comment: string }
  /** The customer. */
  | { readonly move: 'consent'; readonly respondedAt: Date }
  | { readonly move: 'decline'; readonly respondedAt: Date }
  /** Another partner got the target. */
  | { readonly move: 'lose'; readonly wonBy: PartnerId; readonly comment: string }
  | { readonly move: 'subscription-end' }
  /** The clock. */
  | { readonly move: 'begin-review' }
  | { readonly move: 'escalate' }
  | { readonly move: 'time-out' }
  | { readonly move: 'stay-silent' };

export type MoveName = ClaimMove['move'];

export type MoveRefused =
  /** The claim is not (any more) where this can be done. */
  | { readonly code: 'stale' }
  | { readonly code: 'comment-required' }
  | { readonly code: 'nothing-new' }
  | { readonly code: 'too-much-evidence'; readonly most: number }
  | { readonly code: 'told-in-future' }
  | { readonly code: 'told-before-submission' }
  /** The customer said no, or the target is gone or another partner's: a new claim is the way. */
  | { readonly code: 'not-disputable' }
  | { readonly code: 'dispute-over'; readonly until: Date }
  | { readonly code: 'disputed-before' }
  /** The customer has given a later answer. */
  | { readonly code: 'answered-since' };

/** Who or what moves a claim. */
export interface MovedBy {
  /** An aadObjectId; `job`, `import` or `event` where no person acted. */
  readonly by: AadObjectId | 'job' | 'event' | 'import';
  /** The activity, event or job, so that the same press delivered twice is one. */
  readonly opId: string;
}

const OPEN = ['submitted', 'under-review', 'partner-action-required', 'dispute'] as const;
const LIVE = [...OPEN, 'approved'] as const;

/**
 * From which statuses each move starts, and what it is called in the history and the audit. An approved claim is decided on
 * only while it is contested, a claim is defended only then. Source: Partner Center, manage customer associations, 2023-10.
 */
export const MOVES: {
  readonly [move in MoveName]: { readonly from: readonly Status[]; readonly verb: string };
} = {
  approve: { from: ['submitted', 'under-review', 'dispute', 'approved'], verb: 'claim.review' },
  reject: { from: ['submitted', 'under-review', 'dispute', 'approved'], verb: 'claim.review' },
  ask: { from: ['submitted', 'under-review'], verb: 'claim.review' },
  tell: { from: LIVE, verb: 'claim.told' },
  resubmit: { from: ['partner-action-required'], verb: 'claim.resubmit' },
  defend: { from: ['submitted', 'under-review', 'approved'], verb: 'claim.defend' },
  dispute: { from: ['rejected'], verb: 'claim.dispute' },
  withdraw: { from: ['draft', ...LIVE], verb: 'claim.withdraw' },
  consent: { from: LIVE, verb: 'claim.customer-responded' },
  decline: { from: LIVE, verb: 'claim.customer-responded' },
  lose: { from: LIVE, verb: 'claim.superseded' },
  'subscription-end': { from: ['approved'], verb: 'claim.subscription-ended' },
  'begin-review': { from: ['submitted'], verb: 'claim.review-begins' },
  escalate: { from: ['under-review', 'dispute'], verb: 'claim.review-overdue' },
  'time-out': { from: ['partner-action-required'], verb: 'claim.no-response' },
  'stay-silent': { from: LIVE, verb: 'claim.silent-consent' },
};

/** Room for what a claim gathers over a contest and a dispute; a document stays far below what the store takes. */
export const MOST_EVIDENCE = 60;
const MOST_DEFENCES = 20;

/** Rejections that proof can turn. After the others the way is a new claim. */
const DISPUTABLE: ReadonlySet<Claim['reason']> = new Set<Claim['reason']>([
  'insufficient-poe',
  'no-response',
  'partner-request',
  '',
]);

/** Whether a move can start from where the claim is, before what comes with it is looked at. */
export function canMove(claim: Claim, move: MoveName): boolean {
  if (!MOVES[move].from.includes(claim.status)) return false;
  if (move === 'defend') return claim.contest !== null;
  if (move === 'approve' || move === 'reject') return claim.status !== 'approved' || claim.contest !== null;
  if (move === 'stay-silent') return claim.optOutUntil !== null && claim.consent === null;
  return true;
}

/**
 * Moves a claim one step, the only way in which its status changes after it was submitted. What of its target follows, such
 * as the end of other partners' claims, is {@link ./settle-target.ts}'s.
 *
 * @param claim as stored; apply {@link applyOverdue} before a person's move
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
      return claim.contest !== null && move.comment.trim() === ''
        ? refuse({ code: 'comment-required' })
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
      comment: 'comment' in move ? move.comment.trim() : '',
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
    if (given.evidence.length === 0 && given.comment.trim() === '') return refuse({ code: 'nothing-new' });
    return claim.evidence.length + given.evidence.length > MOST_EVIDENCE
      ? refuse({ code: 'too-much-evidence', most: MOST_EVIDENCE })
      : undefined;
  }
}

function commented({
  comment,
}: {
  readonly comment: string;
}): ReturnType<typeof refuse<MoveRefused>> | undefined {
  return comment.trim() === '' ? refuse({ code: 'comment-required' }) : undefined;
}

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
