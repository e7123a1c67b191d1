import type { ClaimActivity } from '../shared/catalogue.ts';
import { ACTIVITY_RULES } from './activities.ts';
import type { Claim, Evidence, EvidenceKind } from './claim.ts';

/** Room for what a claim gathers over a contest and a dispute; a document stays far below what the store takes. */
export const MAX_EVIDENCE = 60;
/** A draft, or a claim with the answer that is being gathered, holds no more files: they take room. */
export const MAX_CLAIM_FILES = 20;

export type ProofMissing =
  | { readonly code: 'proof-missing' }
  /** Only mails of a referral's assignment. Source: FPC Customer Referrals FAQ, FY24: no proof without the customer's acknowledgement. */
  | { readonly code: 'assignment-mail-alone' };

/** Whether proof of execution goes with a claim: with those that are paid, and with every one once it is contested. */
export function needsProof(activity: ClaimActivity, isContested: boolean): boolean {
  return isContested || ACTIVITY_RULES[activity].needsProof;
}

/** What is missing of the proof of a claim that needs some; undefined when there is enough to look at. */
export function proofMissing(evidence: readonly { readonly kind: EvidenceKind }[]): ProofMissing | undefined {
  if (evidence.length === 0) return { code: 'proof-missing' };
  return evidence.every(({ kind }) => kind === 'assignment-mail')
    ? { code: 'assignment-mail-alone' }
    : undefined;
}

/** Whether a claim needs proof and none of it would do: approving it needs a written ground. */
export function lacksProof({
  activity,
  contest,
  evidence,
}: Pick<Claim, 'activity' | 'contest' | 'evidence'>): boolean {
  return needsProof(activity, contest !== null) && proofMissing(evidence) !== undefined;
}

/**
 * The ground on which an operator approved a claim without the proof that it needed then; `''`: an earlier release asked for
 * none. undefined: there was proof, or it needed none, or it is not approved.
 */
export function groundWithoutProof({ status, activity, evidence, steps }: Claim): string | undefined {
  const approval = steps.findLast(({ to, from }) => to === 'approved' && from !== to);
  if (status !== 'approved' || approval === undefined) return undefined;
  if (approval.withoutProof === true) return approval.comment;
  const before = evidence.filter(({ addedAt }) => addedAt <= approval.at);
  const lacked = needsProof(activity, false) && proofMissing(before) !== undefined;
  return lacked ? approval.comment : undefined;
}

/** How many different files there are among proof; links are none. */
export function filesOf(evidence: readonly Evidence[]): number {
  return new Set(evidence.flatMap(({ fileId, evidenceId }) => (fileId === null ? [] : [evidenceId]))).size;
}
