import type { Claim, Evidence } from '../../../domain/claims/claim.ts';
import type { ClaimDraft } from '../../../domain/claims/draft.ts';
import {
  judgeTarget,
  type Eligible,
  type NotEligible,
  type Unchecked,
} from '../../../domain/claims/eligibility.ts';
import { needsProof, proofMissing, type ProofMissing } from '../../../domain/claims/proof.ts';
import type { ClaimInput, Submission } from '../../../domain/claims/submission.ts';
import type { Actor } from '../../../domain/memberships/person.ts';
import type { PartnerId } from '../../../domain/shared/ids.ts';
import type { Rights } from '../../../domain/memberships/rights.ts';
import { calledNow } from '../../associations/called-now.ts';
import { knowsCustomer } from '../../associations/knows-customer.ts';
import { ownerOf } from '../../associations/point-subscription.ts';
import type { Context } from '../../context.ts';
import { rightsAt } from '../../memberships/rights.ts';
import type { Change, Document, Documents } from '../../ports.ts';
import { customerFacts, nameAtLocation, type CustomerFacts } from './customer-facts.ts';
import { findDraft } from './drafts.ts';
import { linkEvidence } from '../evidence/links.ts';
import { claimIdOf, intentKey } from './intent.ts';
import { openClaim } from './open-claim.ts';

/** Everything that stands in the way, so that it can be put right at once. */
export interface SubmitProblems {
  readonly targets: readonly TargetProblem[];
  readonly proof: ProofMissing | undefined;
}

export interface TargetProblem {
  /** As typed. */
  readonly target: string;
  readonly why:
    | NotEligible
    /** The location claims or holds it already. */
    | { readonly code: 'already-claimed'; readonly claim: Pick<Claim, 'claimId' | 'activity' | 'status'> };
}

/**
 * What would stand in the way of a form whose other fields are not in order yet, so that everything is told at once.
 * Nothing is written. @returns undefined for nothing, and for who may not claim there
 */
export async function judgeClaims(
  context: Context,
  actor: Actor,
  { intent, draftId, input }: Submission,
): Promise<SubmitProblems | undefined> {
  const { documents, clock } = context;
  const now = clock.now();
  const rights = await rightsAt(documents, actor, input.partnerId, now);
  if (rights === undefined || rights.incentiveRole === null) return undefined;
  const { facts, draft } = await materialOf(documents, actor, draftId, input, now);
  const files = draft?.value.evidence ?? [];
  const key = intentKey(actor, intent);
  return (await judge(context, { rights, input, files, key, opId: '', actor, now }, facts)).problems;
}

/** What the claims are made of. */
export interface Opening {
  readonly rights: Rights;
  readonly input: ClaimInput;
  /** Files of the draft. */
  readonly files: readonly Evidence[];
  readonly key: string;
  readonly actor: Actor;
  readonly opId: string;
  readonly now: Date;
}

export interface Judged {
  /** Those that nothing stands in the way of, and what a commit writes to make them. */
  readonly claims: readonly Claim[];
  readonly changes: readonly Change[];
  /** What Porter was never told, and the reviewer has to see to. */
  readonly unchecked: readonly Unchecked[];
  readonly problems: SubmitProblems;
}

/** What would come of it now. Nothing is written. */
export async function judge(context: Context, opening: Opening, facts: CustomerFacts): Promise<Judged> {
  const { input, files, actor, now } = opening;
  const evidence = [...linkEvidence(input.links, actor, now), ...files];
  const { eligible, refused } = await judgeTargets(context.documents, facts, input, now);
  const opened = await openAll(context, opening, evidence, eligible);
  return {
    claims: opened.claims,
    changes: opened.changes,
    unchecked: [...new Set(eligible.flatMap((target) => target.unchecked))],
    problems: {
      targets: [...refused, ...opened.refused],
      proof: needsProof(input.activity, false) ? proofMissing(evidence) : undefined,
    },
  };
}

/** What is judged: what is known of the customer, and the draft if there is one of the actor's. */
export async function materialOf(
  documents: Documents,
  actor: Actor,
  draftId: string | undefined,
  input: ClaimInput,
  now: Date,
): Promise<{ readonly facts: CustomerFacts; readonly draft: Document<ClaimDraft> | undefined }> {
  const [facts, draft] = await Promise.all([
    factsOf(documents, input, now),
    draftId === undefined ? undefined : findDraft(documents, actor, draftId),
  ]);
  return { facts, draft };
}

/** A customer that nobody has named is called by the referral that the location got, or by what it typed now or before. */
async function factsOf(
  documents: Documents,
  { partnerId, customer }: ClaimInput,
  now: Date,
): Promise<CustomerFacts> {
  const facts = await customerFacts(documents, partnerId, customer.customerId, now);
  if (facts.name !== '') return facts;
  const { name, domain, customerId } = customer;
  const [referred, own] = await Promise.all([
    nameAtLocation(documents, partnerId, customerId),
    calledNow(documents, partnerId, customerId, now),
  ]);
  return { ...facts, name: referred || own.name || name, domain };
}

/** Each target once. */
async function judgeTargets(
  documents: Documents,
  facts: CustomerFacts,
  { activity, targets, partnerId }: ClaimInput,
  now: Date,
): Promise<{ readonly eligible: readonly Eligible[]; readonly refused: readonly TargetProblem[] }> {
  const eligible = new Map<string, Eligible>();
  const refused: TargetProblem[] = [];
  for (const target of targets) {
    const judged = judgeTarget(activity, target, facts.known);
    if (!judged.ok) refused.push({ target, why: judged.error });
    else if (await isElsewhere(documents, judged.value, facts, partnerId, now)) {
      refused.push({ target, why: { code: 'unknown-subscription' } });
    } else eligible.set(judged.value.target, judged.value);
  }
  return { eligible: [...eligible.values()], refused };
}

/**
 * A subscription that Porter could not look up at this customer may be known as another's: it is refused where the location
 * may know that other customer, and else left to the reviewer, since a refusal would tell whose it is.
 */
async function isElsewhere(
  documents: Documents,
  { target, unchecked }: Eligible,
  { customerId }: CustomerFacts,
  partnerId: PartnerId,
  now: Date,
): Promise<boolean> {
  if (!unchecked.includes('subscriptions')) return false;
  const owner = await ownerOf(documents, target);
  return owner !== undefined && owner !== customerId && knowsCustomer(documents, partnerId, owner, now);
}

async function openAll(
  context: Context,
  { rights, input, key, actor, opId, now }: Opening,
  evidence: readonly Evidence[],
  eligible: readonly Eligible[],
): Promise<{
  readonly claims: readonly Claim[];
  readonly changes: readonly Change[];
  readonly refused: readonly TargetProblem[];
}> {
  const { customerId } = input.customer;
  const { partnerId, activity, contact, sellerName, isvProduct, comments } = input;
  const claims: Claim[] = [];
  const changes: Change[] = [];
  const refused: TargetProblem[] = [];
  for (const { target } of eligible) {
    const claimId = claimIdOf(key, customerId, target);
    const same = { partnerId, customerId, activity, contact, sellerName, isvProduct, comments };
    const claim = { ...same, claimId, target, evidence: [...evidence] };
    const opened = await openClaim(
      context,
      { claim, country: rights.location.country },
      { ...actor, opId },
      now,
    );
    if (opened.ok) {
      claims.push(opened.value.claim);
      changes.push(...opened.value.changes);
    } else refused.push({ target, why: opened.error });
  }
  return { claims, changes, refused };
}
