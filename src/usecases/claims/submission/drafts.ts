import type { Evidence } from '../../../domain/claims/claim.ts';
import { MAX_DRAFTS, type ClaimDraft, type ClaimTyped } from '../../../domain/claims/draft.ts';
import type { Person } from '../../../domain/memberships/person.ts';
import type { Intent, PersonId } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { hashOf } from '../../hash-of.ts';
import { dropFile } from '../../files/keep.ts';
import type { JobOutcome } from '../../jobs.ts';
import { partitions } from '../../partitions.ts';
import { claimingLocations } from './claiming-locations.ts';
import { knownCustomers } from './known-customers.ts';
import { create, remove, replace, type Document, type Documents } from '../../ports.ts';
import { ClaimDraftDocument } from '../documents.ts';

/** Drafts lie with the person, so nobody else's are ever looked at. */
type Owner = { readonly personId: PersonId };

/** Saving the same intent twice is one draft. */
export function draftIdOf(intent: Intent): string {
  return hashOf(`draft ${intent}`);
}

export function findDraft(
  documents: Documents,
  { personId }: Owner,
  draftId: string,
): Promise<Document<ClaimDraft> | undefined> {
  return documents.get(ClaimDraftDocument, partitions.person(personId), documentId(draftId));
}

/** One's drafts, the latest first. One query. */
export async function listDrafts(documents: Documents, { personId }: Owner): Promise<ClaimDraft[]> {
  const page = await documents.list(ClaimDraftDocument, partitions.person(personId), {
    orderBy: [{ field: 'updatedAt', descending: true }],
    limit: MAX_DRAFTS,
  });
  return page.items.map(({ value }) => value);
}

export function countDrafts(documents: Documents, { personId }: Owner): Promise<number> {
  return documents.count(ClaimDraftDocument, partitions.person(personId), []);
}

/** One's drafts with the names of their customers, of those that the draft's location has to do with. */
export async function namedDrafts(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  owner: Pick<Person, 'personId' | 'standings'>,
): Promise<{ readonly draft: ClaimDraft; readonly customerName: string }[]> {
  const drafts = await listDrafts(documents, owner);
  const named = new Set(drafts.map(({ typed }) => typed.partnerId));
  const names = new Map<string, string>();
  const locations = named.size === 0 ? [] : await claimingLocations(documents, owner, clock.now());
  for (const { partnerId } of locations) {
    if (!named.has(partnerId)) continue;
    const { customers } = await knownCustomers(documents, partnerId);
    for (const { customerId, name } of customers) names.set(`${partnerId} ${customerId}`, name);
  }
  return drafts.map((draft) => {
    const { partnerId, customerId } = draft.typed;
    return { draft, customerName: names.get(`${partnerId} ${customerId}`) ?? '' };
  });
}

export type DraftRefused = { readonly code: 'too-many-drafts' };

/** Keeps what was typed; files attached to the draft before stay with it. */
export function saveDraft(
  { documents, clock, queues }: Context,
  { personId }: Owner,
  { intent, typed }: { readonly intent: Intent; readonly typed: ClaimTyped },
): Promise<Result<ClaimDraft, DraftRefused>> {
  const partition = partitions.person(personId);
  const draftId = draftIdOf(intent);
  return decideAgain(queues, `${partition}#drafts`, async () => {
    const stored = await findDraft(documents, { personId }, draftId);
    const now = clock.now();
    if (stored !== undefined) {
      const draft = { ...stored.value, typed, updatedAt: now };
      await documents.commit(partition, [replace(ClaimDraftDocument, stored, draft)]);
      return ok(draft);
    }
    if ((await documents.count(ClaimDraftDocument, partition, [])) >= MAX_DRAFTS) {
      return refuse({ code: 'too-many-drafts' });
    }
    const draft = { draftId, intent, typed, evidence: [], createdAt: now, updatedAt: now };
    await documents.commit(partition, [create(ClaimDraftDocument, documentId(draftId), draft)]);
    return ok(draft);
  });
}

/** Adds a kept file to one's draft, once. @returns undefined when there is no such draft */
export function attachToDraft(
  { documents, clock, queues }: Context,
  { personId }: Owner,
  draftId: string,
  evidence: Evidence,
): Promise<ClaimDraft | undefined> {
  const partition = partitions.person(personId);
  return decideAgain(queues, `${partition}#drafts`, async () => {
    const stored = await findDraft(documents, { personId }, draftId);
    if (stored === undefined) return undefined;
    const others = stored.value.evidence.filter(({ evidenceId }) => evidenceId !== evidence.evidenceId);
    const draft = { ...stored.value, evidence: [...others, evidence], updatedAt: clock.now() };
    await documents.commit(partition, [replace(ClaimDraftDocument, stored, draft)]);
    return draft;
  });
}

/** Deletes one's draft; one that is not there is deleted already. */
export function deleteDraft(
  { documents, queues }: Context,
  { personId }: Owner,
  draftId: string,
): Promise<void> {
  const partition = partitions.person(personId);
  return decideAgain(queues, `${partition}#drafts`, async () => {
    const stored = await findDraft(documents, { personId }, draftId);
    if (stored !== undefined) await documents.commit(partition, [remove(stored)]);
  });
}

/** Deletes one's draft with the files that belong to it. */
export async function discardDraft(context: Context, owner: Owner, draftId: string): Promise<void> {
  const { documents } = context;
  const draft = await findDraft(documents, owner, draftId);
  await deleteDraft(context, owner, draftId);
  for (const { fileId } of draft?.value.evidence ?? []) {
    if (fileId !== null) await dropFile(context, fileId, `draft:${draftId}`);
  }
}

/** Takes a file off one's draft, and deletes it. @returns undefined when there is no such draft */
export async function removeFromDraft(
  context: Context,
  owner: Owner,
  draftId: string,
  evidenceId: string,
): Promise<ClaimDraft | undefined> {
  const { documents, clock, queues } = context;
  const partition = partitions.person(owner.personId);
  const removed = await decideAgain(queues, `${partition}#drafts`, async () => {
    const stored = await findDraft(documents, owner, draftId);
    const file = stored?.value.evidence.find((one) => one.evidenceId === evidenceId);
    if (stored === undefined || file === undefined) return { draft: stored?.value, fileId: null };
    const evidence = stored.value.evidence.filter((one) => one !== file);
    const draft = { ...stored.value, evidence, updatedAt: clock.now() };
    await documents.commit(partition, [replace(ClaimDraftDocument, stored, draft)]);
    return { draft, fileId: file.fileId };
  });
  if (removed.fileId !== null) await dropFile(context, removed.fileId, `draft:${draftId}`);
  return removed.draft;
}

/** The draft has become a claim. */
export async function forgetDraft(
  context: Context,
  task: { readonly personId: PersonId; readonly draftId: string },
): Promise<JobOutcome> {
  await deleteDraft(context, task, task.draftId);
  return 'done';
}

function documentId(draftId: string): string {
  return `draft:${draftId}`;
}
