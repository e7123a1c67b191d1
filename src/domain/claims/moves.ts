import type { AadObjectId, PartnerId } from '../shared/ids.ts';
import type { Day } from '../shared/time.ts';
import { OPEN_STATUSES, type Claim, type Evidence } from './claim.ts';
import type { DisputeRefused } from './dispute.ts';

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
  /** Also where the claim is not (any more) where something else can be done: `stale`. */
  | DisputeRefused
  | { readonly code: 'comment-required' }
  /** It needs proof and has none: to approve it without, the operator must give a reason. */
  | { readonly code: 'ground-required' }
  | { readonly code: 'nothing-new' }
  | { readonly code: 'too-much-evidence'; readonly most: number }
  | { readonly code: 'told-in-future' }
  | { readonly code: 'told-before-submission' }
  /** The customer has given a later answer. */
  | { readonly code: 'answered-since' };

/** Who or what moves a claim. */
export interface MovedBy {
  /** An aadObjectId; `job`, `import` or `event` where no person acted. */
  readonly by: AadObjectId | 'job' | 'event' | 'import';
  /** The activity, event or job, so that the same press delivered twice is one. */
  readonly opId: string;
}

const LIVE = [...OPEN_STATUSES, 'approved'] as const;

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

/** Whether a move can start from where the claim is, before what comes with it is looked at. */
export function canMove(claim: Claim, move: MoveName): boolean {
  if (!MOVES[move].from.includes(claim.status)) return false;
  if (move === 'defend') return claim.contest !== null;
  if (move === 'approve' || move === 'reject') return claim.status !== 'approved' || claim.contest !== null;
  if (move === 'stay-silent') return claim.optOutUntil !== null && claim.consent === null;
  return true;
}
