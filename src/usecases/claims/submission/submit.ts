import type { Claim } from '../../../domain/claims/claim.ts';
import type { Unchecked } from '../../../domain/claims/eligibility.ts';
import type { Submission } from '../../../domain/claims/submission.ts';
import type { Actor } from '../../../domain/memberships/person.ts';
import type { Rights } from '../../../domain/memberships/rights.ts';
import type { Intent } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import { calledNow } from '../../associations/called-now.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { newJob } from '../../jobs.ts';
import { rightsAt } from '../../memberships/rights.ts';
import { partitions } from '../../partitions.ts';
import type { Documents } from '../../ports.ts';
import { followSubmission } from './follow.ts';
import { intentKey, madeBy, reserveIntent } from './intent.ts';
import { judge, materialOf, type SubmitProblems } from './judge.ts';
import { becomeProof, ownName, pointTo } from './records.ts';
import { ClaimDocument } from '../documents.ts';

/** One commit holds 100 documents; some are ours. */
const MAX_CHANGES = 95;

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
  if (made.length > 0) return ok(await again(documents, made, rights, now));

  const { facts, draft } = await materialOf(documents, actor, draftId, input, now);
  if (draftId !== undefined && draft === undefined) return refuse({ code: 'draft-gone' });
  if (facts.name === '' && input.customer.isNew) return refuse({ code: 'name-needed' });

  const files = draft?.value.evidence ?? [];
  const opening = { rights, input, files, key, opId, actor, now };
  const { claims, changes, unchecked, problems } = await judge(context, opening, facts);
  if (problems.targets.length > 0 || problems.proof !== undefined) {
    return refuse({ code: 'refused', ...problems });
  }

  if (changes.length > MAX_CHANGES) return refuse({ code: 'too-much' });
  const existing = await earlierClaims(documents, claims);
  if (existing.length > 0) return ok(await again(documents, existing, rights, now));
  const claimIds = claims.map(({ claimId }) => claimId);
  if (!(await becomeProof(context, actor, rights.location.partnerId, files)))
    return refuse({ code: 'draft-gone' });
  for (const claimId of claimIds) await pointTo(documents, claimId, facts);
  const reservation = await reserveIntent(documents, key, facts.customerId, claimIds);
  const forget = { task: 'claim.forget-draft', personId: actor.personId, draftId: draftId ?? '' } as const;
  await documents.commit(partitions.customer(facts.customerId), [
    ...changes,
    reservation,
    ...(await ownName(documents, rights.location.partnerId, facts)),
    ...(draftId === undefined ? [] : [newJob(`forget-draft:${key}`, forget, now)]),
  ]);
  return ok({ claims, outcome: 'done', location: rights.location, customerName: facts.name, unchecked });
}

/** What an intent has made, for whoever may still see it. */
export async function submittedBefore(
  { documents, clock }: Context,
  actor: Actor,
  intent: Intent,
): Promise<Submitted | undefined> {
  const now = clock.now();
  const made = await madeBy(documents, intentKey(actor, intent));
  const [first] = made;
  const rights = first && (await rightsAt(documents, actor, first.partnerId, now));
  return rights === undefined || rights.incentiveRole === null
    ? undefined
    : again(documents, made, rights, now);
}

/** The answer to a repeat: what there is by now. */
async function again(
  documents: Documents,
  claims: readonly Claim[],
  rights: Rights,
  now: Date,
): Promise<Submitted> {
  const [first] = claims;
  const customerName = first ? (await calledNow(documents, first.partnerId, first.customerId, now)).name : '';
  return { claims, outcome: 'known', location: rights.location, customerName, unchecked: [] };
}

/** Of an intent whose record has been dropped since: its claims are there under their numbers. */
async function earlierClaims(documents: Documents, claims: readonly Claim[]): Promise<Claim[]> {
  const found = await Promise.all(
    claims.map(({ customerId, claimId }) =>
      documents.get(ClaimDocument, partitions.customer(customerId), `claim:${claimId}`),
    ),
  );
  return found.flatMap((claim) => claim?.value ?? []);
}
