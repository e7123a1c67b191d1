import { ok, refuse, type Result } from '../shared/result.ts';
import { written } from '../shared/written.ts';
import type { Claim, ClaimReason, Evidence } from './claim.ts';
import { disputableUntil, disputeOf } from './dispute.ts';
import { MOVES, type ClaimMove, type MoveName, type MoveRefused } from './moves.ts';
import { filesOf, lacksProof, MAX_CLAIM_FILES, MAX_EVIDENCE } from './proof.ts';
import { answerEndsAt, disputeAnswerEndsAt, optOutEndsOn, reviewEndsAt, type ClaimTimes } from './times.ts';

const MAX_DEFENCES = 20;

/** What a move changes of a claim, besides its history. The step's deadline ends unless the change says otherwise. */
type Changed = Result<Partial<Claim>, MoveRefused>;

interface Given<Name extends MoveName> {
  readonly claim: Claim;
  readonly move: Extract<ClaimMove, { readonly move: Name }>;
  readonly now: Date;
  readonly times: ClaimTimes;
}

/** What a move that may start changes of the claim, or why it may not be. */
export function changeBy(claim: Claim, move: ClaimMove, now: Date, times: ClaimTimes): Changed {
  switch (move.move) {
    case 'approve':
      return approval({ claim, move, now, times });
    case 'reject':
      return commented(move) ?? ok(rejection(claim, 'insufficient-poe', now, times));
    case 'ask':
      return commented(move) ?? ok({ status: 'partner-action-required', dueAt: answerEndsAt(times, now) });
    case 'tell':
      return telling({ claim, move, now, times });
    case 'resubmit':
      return answer({ claim, move, now, times });
    case 'defend':
      return defence({ claim, move, now, times });
    case 'dispute':
      return dispute({ claim, move, now, times });
    case 'withdraw':
      return commented(move) ?? ok({ status: 'rejected-final', reason: 'withdrawn', contest: null });
    case 'consent':
    case 'decline':
      return customersAnswer({ claim, move, now, times });
    case 'lose':
      return ok({ ...rejection(claim, 'superseded', now, times), supersededBy: move.wonBy });
    case 'subscription-end':
      return ok(rejection(claim, 'subscription-ended', now, times));
    case 'begin-review':
      // The review's days count from when it had to begin, however late that is written down.
      return ok({ status: 'under-review', dueAt: reviewEndsAt(times, claim.dueAt ?? now) });
    case 'escalate':
      return ok({ escalatedAt: now, dueAt: claim.dueAt });
    case 'time-out':
      return ok(rejection(claim, 'no-response', now, times));
    case 'stay-silent':
      return ok({ consent: { answer: 'silent', at: now }, dueAt: claim.dueAt });
  }
}

function approval({ claim, move, now }: Given<'approve'>): Changed {
  if (written(move.comment) === '') {
    if (claim.contest !== null) return refuse({ code: 'comment-required' });
    if (lacksProof(claim)) return refuse({ code: 'ground-required' });
  }
  return ok({ status: 'approved', reason: '', approvedAt: claim.approvedAt ?? now, contest: null });
}

function telling({ claim, move, times }: Given<'tell'>): Changed {
  const { toldOn, today, submittedOn } = move;
  if (toldOn > today) return refuse({ code: 'told-in-future' });
  if (toldOn < submittedOn) return refuse({ code: 'told-before-submission' });
  const consent = claim.consent?.answer === 'silent' ? null : claim.consent;
  return ok({ toldOn, optOutUntil: optOutEndsOn(times, toldOn), consent, dueAt: claim.dueAt });
}

function answer({ claim, move, now, times }: Given<'resubmit'>): Changed {
  const more = withMore(claim, move);
  return more.ok ? ok({ ...more.value, status: 'under-review', dueAt: reviewEndsAt(times, now) }) : more;
}

function defence({ claim, move, now }: Given<'defend'>): Changed {
  const given = claim.steps.filter(({ verb }) => verb === MOVES.defend.verb).length;
  if (given >= MAX_DEFENCES) return refuse({ code: 'too-much-evidence', most: MAX_EVIDENCE });
  const more = withMore(claim, move);
  const contest = claim.contest && { ...claim.contest, answeredAt: now };
  return more.ok ? ok({ ...more.value, contest, dueAt: claim.dueAt }) : more;
}

function dispute({ claim, move, now, times }: Given<'dispute'>): Changed {
  const may = disputeOf(claim, times.policy, now);
  if (!may.ok) return may;
  const dueAt = disputeAnswerEndsAt(times, now);
  return commented(move) ?? ok({ status: 'dispute', reason: '', disputedAt: now, dueAt });
}

function customersAnswer({ claim, move, now, times }: Given<'consent' | 'decline'>): Changed {
  const at = move.respondedAt;
  const last = claim.consent;
  if (last !== null && last.answer !== 'silent' && last.at > at) return refuse({ code: 'answered-since' });
  return move.move === 'consent'
    ? ok({ consent: { answer: 'accepted', at }, dueAt: claim.dueAt })
    : ok({ ...rejection(claim, 'customer-declined', now, times), consent: { answer: 'declined', at } });
}

/** A dispute that proof did not win is rejected for good. */
function rejection(claim: Claim, reason: ClaimReason, now: Date, { policy }: ClaimTimes): Partial<Claim> {
  const isFinal = claim.status === 'dispute' && reason === 'insufficient-poe';
  return {
    status: isFinal ? 'rejected-final' : 'rejected',
    reason,
    contest: null,
    dueAt: isFinal ? null : disputableUntil(claim, reason, policy, now),
  };
}

/** The proof with what came in addition: there must be some, or a comment. */
function withMore(
  { evidence }: Claim,
  more: { readonly evidence: readonly Evidence[]; readonly comment: string },
): Result<Pick<Claim, 'evidence'>, MoveRefused> {
  if (more.evidence.length === 0 && written(more.comment) === '') return refuse({ code: 'nothing-new' });
  const all = [...evidence, ...more.evidence];
  if (all.length > MAX_EVIDENCE) return refuse({ code: 'too-much-evidence', most: MAX_EVIDENCE });
  return more.evidence.length > 0 && filesOf(all) > MAX_CLAIM_FILES
    ? refuse({ code: 'too-much-evidence', most: MAX_CLAIM_FILES })
    : ok({ evidence: all });
}

function commented({
  comment,
}: {
  readonly comment: string;
}): ReturnType<typeof refuse<MoveRefused>> | undefined {
  return written(comment) === '' ? refuse({ code: 'comment-required' }) : undefined;
}
