import type { Claim, Evidence } from '../../domain/claims/claim.ts';
import {
  judgeTarget,
  type Eligible,
  type NotEligible,
  type Unchecked,
} from '../../domain/claims/eligibility.ts';
import { needsProof, proofMissing, type ProofMissing } from '../../domain/claims/proof.ts';
import type { ClaimInput, Submission } from '../../domain/claims/submission.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { Intent } from '../../domain/shared/ids.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob } from '../jobs.ts';
import { ClaimKind, CustomerKind, PointerKind } from '../kinds.ts';
import { markAttached } from '../files/keep.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, type Change, type Documents } from '../ports.ts';
import { customerFacts, nameAtLocation, type CustomerFacts } from './customer-facts.ts';
import { findDraft } from './drafts.ts';
import { linkEvidence } from './evidence.ts';
import { followSubmission } from './follow-submission.ts';
import { claimIdOf, intentKey, madeBy, reserveIntent } from './intent.ts';
import { openClaim } from './open-claim.ts';

/** One commit holds 100 documents; some are ours. */
const MOST_CHANGES = 95;

export interface Submitted {
  readonly claims: readonly Claim[];
  /** `known`: the same intent had made them before. */
  readonly outcome: 'done' | 'known';
  readonly location: Rights['location'];
  /** `''`: nobody has named it. */
  readonly customerName: string;
  /** What Porter was never told, and the reviewer has to see to. */
  readonly unchecked: readonly Unchecked[];
}

export type SubmitRefused =
  /** No incentive role at the location, or no such location: the two look the same. */
  | { readonly code: 'forbidden' }
  /** The draft is not there: deleted, or somebody else's. */
  | { readonly code: 'draft-gone' }
  /** A new customer needs a name. */
  | { readonly code: 'name-needed' }
  /** So many others claim these targets that one commit cannot hold it: fewer at once can. */
  | { readonly code: 'too-much' }
  | ({ readonly code: 'refused' } & SubmitProblems);

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
 * Submits a claim for each target, all or none, by somebody with an incentive role at the location. What can be claimed is
 * judged now and never again. The same intent of the same person makes its claims once: a double click, a redelivery or a
 * race gets the same numbers.
 *
 * @param opId the activity that carries the press
 */
export async function submitClaims(
  context: Context,
  actor: Actor,
  submission: Submission,
  opId: string,
): Promise<Result<Submitted, SubmitRefused>> {
  const partition = partitions.customer(submission.input.customer.customerId);
  const submitted = await decideAgain(context.queues, partition, () =>
    submitOnce(context, actor, submission, opId),
  );
  if (submitted.ok && submitted.value.outcome === 'done') {
    await followSubmission(context, actor, submitted.value.claims, submission.draftId);
  }
  return submitted;
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
  const [facts, draft] = await Promise.all([
    factsOf(documents, input),
    draftId === undefined ? undefined : findDraft(documents, actor, draftId),
  ]);
  const evidence = [...linkEvidence(input.links, actor, now), ...(draft?.value.evidence ?? [])];
  const key = intentKey(actor, intent);
  const judged = await judgeTargets(documents, facts, input);
  const opening = { rights, input, evidence, key, opId: '', actor, now };
  const opened = await openAll(context, opening, judged.eligible);
  return {
    targets: [...judged.refused, ...opened.refused],
    proof: needsProof(input.activity, false) ? proofMissing(evidence) : undefined,
  };
}

async function submitOnce(
  context: Context,
  actor: Actor,
  { intent, draftId, input }: Submission,
  opId: string,
): Promise<Result<Submitted, SubmitRefused>> {
  const { documents, clock } = context;
  const now = clock.now();
  const key = intentKey(actor, intent);
  const made = await madeBy(documents, key);
  const rights = await rightsAt(documents, actor, made[0]?.partnerId ?? input.partnerId, now);
  if (rights === undefined || rights.incentiveRole === null) return refuse({ code: 'forbidden' });
  if (made.length > 0) return ok(await again(documents, made, rights));

  const [facts, draft] = await Promise.all([
    factsOf(documents, input),
    draftId === undefined ? undefined : findDraft(documents, actor, draftId),
  ]);
  if (draftId !== undefined && draft === undefined) return refuse({ code: 'draft-gone' });
  if (facts.name === '' && input.customer.isNew) return refuse({ code: 'name-needed' });

  const evidence = [...linkEvidence(input.links, actor, now), ...(draft?.value.evidence ?? [])];
  const judged = await judgeTargets(documents, facts, input);
  const opened = await openAll(context, { rights, input, evidence, key, opId, actor, now }, judged.eligible);
  const proof = needsProof(input.activity, false) ? proofMissing(evidence) : undefined;
  const targets = [...judged.refused, ...opened.refused];
  if (targets.length > 0 || proof !== undefined) return refuse({ code: 'refused', targets, proof });

  const { claims } = opened;
  if (opened.changes.length > MOST_CHANGES) return refuse({ code: 'too-much' });
  const existing = await earlierClaims(documents, claims);
  if (existing.length > 0) return ok(await again(documents, existing, rights));
  const claimIds = claims.map(({ claimId }) => claimId);
  if (!(await becomeProof(documents, actor, draft?.value.evidence ?? [])))
    return refuse({ code: 'draft-gone' });
  for (const claimId of claimIds) await pointTo(documents, claimId, facts);
  const reservation = await reserveIntent(documents, key, facts.customerId, claimIds);
  const forget = { task: 'claim.forget-draft', personId: actor.personId, draftId: draftId ?? '' } as const;
  await documents.commit(partitions.customer(facts.customerId), [
    ...opened.changes,
    reservation,
    ...recordCustomer(facts),
    ...(draftId === undefined ? [] : [newJob(`forget-draft:${key}`, forget, now)]),
  ]);
  const unchecked = [...new Set(judged.eligible.flatMap((target) => target.unchecked))];
  return ok({ claims, outcome: 'done', location: rights.location, customerName: facts.name, unchecked });
}

/** What an intent has made, for whoever may still see it. */
export async function submittedBefore(
  { documents, clock }: Context,
  actor: Actor,
  intent: Intent,
): Promise<Submitted | undefined> {
  const made = await madeBy(documents, intentKey(actor, intent));
  const [first] = made;
  const rights = first && (await rightsAt(documents, actor, first.partnerId, clock.now()));
  return rights === undefined || rights.incentiveRole === null ? undefined : again(documents, made, rights);
}

/** The answer to a repeat: what there is by now. */
async function again(documents: Documents, claims: readonly Claim[], rights: Rights): Promise<Submitted> {
  const [first] = claims;
  const customer =
    first && (await documents.get(CustomerKind, partitions.customer(first.customerId), 'customer'));
  const customerName = customer?.value.name ?? '';
  return { claims, outcome: 'known', location: rights.location, customerName, unchecked: [] };
}

/** A customer of whom there is no record is named by the referral that the location got, or by what was typed. */
async function factsOf(documents: Documents, { partnerId, customer }: ClaimInput): Promise<CustomerFacts> {
  const facts = await customerFacts(documents, customer.customerId);
  if (facts.isRecorded) return facts;
  const name = (await nameAtLocation(documents, partnerId, customer.customerId)) || customer.name;
  return { ...facts, name, domain: customer.domain };
}

interface Judged {
  /** Each once. */
  readonly eligible: readonly Eligible[];
  readonly refused: readonly TargetProblem[];
}

async function judgeTargets(
  documents: Documents,
  facts: CustomerFacts,
  { activity, targets }: ClaimInput,
): Promise<Judged> {
  const eligible = new Map<string, Eligible>();
  const refused: TargetProblem[] = [];
  for (const target of targets) {
    const judged = judgeTarget(activity, target, facts.known);
    if (!judged.ok) refused.push({ target, why: judged.error });
    else if (await isElsewhere(documents, judged.value, facts)) {
      refused.push({ target, why: { code: 'unknown-subscription' } });
    } else eligible.set(judged.value.target, judged.value);
  }
  return { eligible: [...eligible.values()], refused };
}

/** A subscription that Porter could not look up at this customer may be known as another's. */
async function isElsewhere(
  documents: Documents,
  { target, unchecked }: Eligible,
  { customerId }: CustomerFacts,
): Promise<boolean> {
  if (!unchecked.includes('subscriptions')) return false;
  const pointer = await documents.get(
    PointerKind,
    partitions.pointer('subscription', target),
    'subscription',
  );
  return pointer !== undefined && pointer.value.to !== customerId;
}

interface Opening {
  readonly rights: Rights;
  readonly input: ClaimInput;
  readonly evidence: readonly Evidence[];
  readonly key: string;
  readonly actor: Actor;
  readonly opId: string;
  readonly now: Date;
}

async function openAll(
  context: Context,
  { rights, input, evidence, key, actor, opId, now }: Opening,
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

/** Of an intent whose record has been dropped since: its claims are there under their numbers. */
async function earlierClaims(documents: Documents, claims: readonly Claim[]): Promise<Claim[]> {
  const found = await Promise.all(
    claims.map(({ customerId, claimId }) =>
      documents.get(ClaimKind, partitions.customer(customerId), `claim:${claimId}`),
    ),
  );
  return found.flatMap((claim) => claim?.value ?? []);
}

/** Files stay as they are from now on, whatever becomes of the draft. @returns false when one is gone */
async function becomeProof(
  documents: Documents,
  actor: Actor,
  evidence: readonly Evidence[],
): Promise<boolean> {
  for (const { fileId } of evidence) {
    if (fileId === null) continue;
    if ((await markAttached(documents, actor, fileId, 'claim')) === undefined) return false;
  }
  return true;
}

/** Written before the claim: a pointer that points at nothing means nothing. */
async function pointTo(documents: Documents, claimId: string, { customerId }: CustomerFacts): Promise<void> {
  const at = partitions.pointer('claim', claimId);
  if ((await documents.get(PointerKind, at, 'claim')) !== undefined) return;
  try {
    await documents.commit(at, [create(PointerKind, 'claim', { to: customerId })]);
  } catch (error) {
    // The same press at another process wrote the same.
    if (!(error instanceof ConflictError)) throw error;
  }
}

function recordCustomer({ customerId, name, domain, isRecorded }: CustomerFacts): Change[] {
  if (isRecorded || name === '') return [];
  const unknown = { country: '', language: '', industry: '', seats: null };
  return [create(CustomerKind, 'customer', { customerId, name, domain, ...unknown })];
}
