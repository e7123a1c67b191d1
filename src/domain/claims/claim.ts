import { z } from 'zod';
import { CLAIM_REASONS, ClaimActivity, ClaimStatus } from '../shared/catalogue.ts';
import { AadObjectId, CustomerId, PartnerId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';

export const ClaimReason = z.enum(CLAIM_REASONS);
export type ClaimReason = z.infer<typeof ClaimReason>;

export const ClaimId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, '1 to 64 letters, digits or hyphens');

/** Kinds of proof that an operator looks for. Source: Partner Center, "incentives customer association issues". */
export const EVIDENCE_KINDS = [
  'customer-acknowledgement',
  'statement-of-work',
  'assignment-mail',
  'other',
] as const;
export const EvidenceKind = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** One piece of proof of execution: a link, or a file whose bytes Porter keeps. Never changed once added. */
export const Evidence = z.object({
  evidenceId: z.string(),
  kind: EvidenceKind,
  /** An https URL; `null` for a file. */
  link: z.string().nullable(),
  /** Where the kept bytes lie: `files/<fileId>`; `null` for a link. */
  fileId: z.string().nullable(),
  /** The file's name, or the link's host. */
  name: z.string(),
  /** Of the kept bytes, in hexadecimal; `null` for a link. */
  sha256: z.string().nullable(),
  /** Of a kept file, in bytes; absent for a link, and in files of earlier releases. */
  size: z.number().int().min(0).optional(),
  addedAt: Instant,
  addedBy: AadObjectId,
});
export type Evidence = z.infer<typeof Evidence>;

/** Who the claim was agreed with at the customer. Only the claiming location and the operators see it. */
export const ClaimContact = z.object({ name: z.string(), title: z.string(), email: z.string() });
export type ClaimContact = z.infer<typeof ClaimContact>;

/** One step of a claim's life, oldest first. Names of people are looked up when shown. */
export const ClaimStep = z.object({
  at: Instant,
  /** An aadObjectId; `job`, `import` or `event` where no person acted. */
  by: z.string(),
  /** The verb of the press, event or job. */
  verb: z.string(),
  from: ClaimStatus,
  to: ClaimStatus,
  comment: z.string(),
  /** How many pieces of proof came with it; steps of earlier releases do not say. */
  added: z.number().int().min(0).optional(),
  /** Approved without the proof that the claim needed then. Steps of earlier releases do not say. */
  withoutProof: z.literal(true).optional(),
  /** The activity, event or job that made the step, so that the same press delivered twice is one. */
  opId: z.string(),
});
export type ClaimStep = z.infer<typeof ClaimStep>;

/** Another partner claims the same target: every claim on it is asked for (more) proof. */
export const ClaimContest = z.object({
  since: Instant,
  /** Until when more proof is waited for; after it the operators decide on what is there. */
  answerBy: Instant.nullable(),
  /** When this claim's location last gave more proof in this contest. */
  answeredAt: Instant.nullable(),
});
export type ClaimContest = z.infer<typeof ClaimContest>;

/** A CPOR claim of a location on one target of a customer: a workload, or a subscription. */
export const Claim = z.object({
  claimId: ClaimId,
  partnerId: PartnerId,
  customerId: CustomerId,
  activity: ClaimActivity,
  target: z.string().min(1),
  status: ClaimStatus,
  reason: z.union([ClaimReason, z.literal('')]),
  submittedAt: Instant.nullable(),
  updatedAt: Instant,
  contact: ClaimContact.nullable(),
  sellerName: z.string(),
  /** Of a RevRec claim. */
  isvProduct: z.string(),
  comments: z.string(),
  evidence: z.array(Evidence),
  submittedBy: AadObjectId.nullable(),
  approvedAt: Instant.nullable(),
  /** When the present step ends: by a job, or by an operator who is reminded; `null`: it has no end. */
  dueAt: Instant.nullable(),
  /** The review or the answer to a dispute was not done by `dueAt`, and the operators have been told. */
  escalatedAt: Instant.nullable(),
  /** The day on which operators told the customer, and the last day on which it may opt out. */
  toldOn: Day.nullable(),
  optOutUntil: Day.nullable(),
  /** What the customer said; `silent`: nothing within the opt-out days, which is consent. */
  consent: z.object({ answer: z.enum(['accepted', 'declined', 'silent']), at: Instant }).nullable(),
  /** A claim can be disputed once. */
  disputedAt: Instant.nullable(),
  contest: ClaimContest.nullable(),
  /** Who got the target instead; known once the claim is `superseded`. */
  supersededBy: PartnerId.nullable(),
  steps: z.array(ClaimStep),
  /** Grows with every change that a card of this claim shows, from 1. */
  revision: z.number().int().min(1),
});
export type Claim = z.infer<typeof Claim>;

/** What version 1 held: an imported claim. */
export type ImportedClaim = Pick<
  Claim,
  | 'claimId'
  | 'partnerId'
  | 'customerId'
  | 'activity'
  | 'target'
  | 'status'
  | 'reason'
  | 'submittedAt'
  | 'updatedAt'
>;

const NOTHING_MORE = {
  contact: null,
  sellerName: '',
  isvProduct: '',
  comments: '',
  evidence: [],
  submittedBy: null,
  approvedAt: null,
  dueAt: null,
  escalatedAt: null,
  toldOn: null,
  optOutUntil: null,
  consent: null,
  disputedAt: null,
  contest: null,
  supersededBy: null,
  steps: [],
  revision: 1,
} as const;

/** A claim of which nothing is known but its row. An approved one is held to have been approved when it was submitted. */
export function importedClaim(row: ImportedClaim): Claim {
  const approvedAt = row.status === 'approved' ? row.submittedAt : null;
  return { ...row, ...NOTHING_MORE, evidence: [], steps: [], approvedAt };
}

/** A stored claim of version 1, as version 2 writes it. */
export function claimOfVersion1(body: Record<string, unknown>): Record<string, unknown> {
  const approvedAt = body['status'] === 'approved' ? body['submittedAt'] : null;
  return { ...body, ...NOTHING_MORE, approvedAt };
}

/** What a form hands over. Which of it is needed, and whether it may be claimed, was judged before. */
export type NewClaim = Pick<
  Claim,
  | 'claimId'
  | 'partnerId'
  | 'customerId'
  | 'activity'
  | 'target'
  | 'contact'
  | 'sellerName'
  | 'isvProduct'
  | 'comments'
  | 'evidence'
>;

/**
 * A claim as it is submitted. Eligibility counts as of this instant, whatever happens to the rules or the licence later.
 *
 * @param by who submits, with the activity that carries the press
 * @param reviewBeginsAt when the review begins by itself
 */
export function submittedClaim(
  claim: NewClaim,
  by: { readonly aadObjectId: AadObjectId; readonly opId: string },
  now: Date,
  reviewBeginsAt: Date,
): Claim {
  const step: ClaimStep = {
    at: now,
    by: by.aadObjectId,
    verb: 'claim.submit',
    from: 'draft',
    to: 'submitted',
    comment: '',
    opId: by.opId,
  };
  return {
    ...claim,
    ...NOTHING_MORE,
    contact: claim.contact,
    sellerName: claim.sellerName,
    isvProduct: claim.isvProduct,
    comments: claim.comments,
    evidence: claim.evidence,
    status: 'submitted',
    reason: '',
    submittedAt: now,
    updatedAt: now,
    submittedBy: by.aadObjectId,
    dueAt: reviewBeginsAt,
    steps: [step],
  };
}

/** Statuses in which a claim is on its way to a decision. */
export const OPEN_STATUSES = ['submitted', 'under-review', 'partner-action-required', 'dispute'] as const;

/** It makes its location the partner of record of its target: what associations, matching and the target's holder go by. */
export function holdsTarget({ status }: Pick<Claim, 'status'>): boolean {
  return status === 'approved';
}

/** It is on its way to a decision, or holds its target: what another partner's claim on the target contests. */
export function isLive(claim: Pick<Claim, 'status'>): boolean {
  return holdsTarget(claim) || OPEN_STATUSES.some((open) => open === claim.status);
}

/** For sorting: the claims that hold their target before those that only claim it. */
export function holderFirst(one: Claim, two: Claim): number {
  return Number(holdsTarget(two)) - Number(holdsTarget(one));
}
