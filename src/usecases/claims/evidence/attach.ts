import type { Claim, Evidence, EvidenceKind } from '../../../domain/claims/claim.ts';
import type { ClaimEntry } from '../../../domain/claims/claim-entry.ts';
import { NOTHING_TYPED, type ClaimDraft } from '../../../domain/claims/draft.ts';
import { filesOf, MAX_CLAIM_FILES } from '../../../domain/claims/proof.ts';
import { canMove } from '../../../domain/claims/moves.ts';
import type { KeptFile } from '../../../domain/files/kept-file.ts';
import type { Actor, Person } from '../../../domain/memberships/person.ts';
import type { Intent, PartnerId, PersonId } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { findKept, markAttached } from '../../files/keep.ts';
import { partitions } from '../../partitions.ts';
import { create, remove, replace, type Documents } from '../../ports.ts';
import { claimingLocations } from '../submission/claiming-locations.ts';
import { attachToDraft, findDraft, namedDrafts, saveDraft } from '../submission/drafts.ts';
import { countedAt, locationOfDraft } from './counted-files.ts';
import { claimAt, customerOfClaim } from '../load.ts';
import { claimant } from '../who.ts';
import { ClaimEntryDocument, ClaimFilesDocument } from '../documents.ts';

/** Of each list, to choose from. */
const MAX_PLACES = 10;
const MAX_LOCATIONS = 5;

/** Where somebody's file may belong: their drafts, and claims of their locations that wait for an answer. */
export interface Places {
  /** Locations that they may belong to. */
  readonly partnerIds: readonly PartnerId[];
  readonly drafts: readonly { readonly draft: ClaimDraft; readonly customerName: string }[];
  readonly claims: readonly ClaimEntry[];
}

/** @returns undefined for somebody without an incentive role anywhere */
export async function placesFor(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
): Promise<Places | undefined> {
  const { documents, clock } = context;
  const locations = await claimingLocations(documents, person, clock.now());
  if (locations.length === 0) return undefined;
  const [drafts, ...pages] = await Promise.all([
    namedDrafts(context, person),
    ...locations.slice(0, MAX_LOCATIONS).map(({ partnerId }) =>
      documents.list(ClaimEntryDocument, partitions.partner(partnerId), {
        orderBy: [{ field: 'rank' }],
        limit: MAX_PLACES,
      }),
    ),
  ]);
  const claims = pages.flatMap(({ items }) => items.map(({ value }) => value));
  return {
    partnerIds: locations.slice(0, MAX_LOCATIONS).map(({ partnerId }) => partnerId),
    drafts: drafts.slice(0, MAX_PLACES),
    claims: claims.filter(({ waitsOnPartner }) => waitsOnPartner).slice(0, MAX_PLACES),
  };
}

export type AttachTo =
  | { readonly place: 'new'; readonly intent: Intent }
  | { readonly place: 'draft'; readonly draftId: string }
  | { readonly place: 'claim'; readonly claimId: string };

export type Attached =
  | { readonly place: 'draft'; readonly draft: ClaimDraft }
  /** The files go with the answer, by the verb that the claim waits for. */
  | {
      readonly place: 'claim';
      readonly claimId: string;
      readonly answer: 'resubmit' | 'defend';
      readonly files: number;
      /** How many more the claim holds. */
      readonly left: number;
    };

export type AttachRefused =
  /** Not theirs, or not there. */
  | { readonly code: 'forbidden' }
  /** The claim waits for no answer any more. */
  | { readonly code: 'over'; readonly claimId: string }
  | { readonly code: 'too-many' }
  /** The location that it is for keeps no more files today. */
  | { readonly code: 'quota' };

/** Says what files are and where they belong. Attaching the same again changes nothing. */
export async function attachFiles(
  context: Context,
  actor: Actor,
  files: readonly { readonly fileId: string; readonly kind: EvidenceKind }[],
  to: AttachTo,
): Promise<Result<Attached, AttachRefused>> {
  const { documents } = context;
  const found = await Promise.all(files.map(({ fileId }) => findKept(documents, fileId)));
  const kept = found.flatMap((file) => (file?.value.owner === actor.personId ? [file.value] : []));
  if (kept.length < files.length || kept.length === 0) return refuse({ code: 'forbidden' });
  const chosen = kept.map((file, at) => ({
    file,
    evidence: evidenceOf(file, files[at]?.kind ?? 'other', actor),
  }));
  if (to.place === 'claim') return attachToClaim(context, actor, to.claimId, chosen);
  const draftId = to.place === 'draft' ? to.draftId : await newDraft(context, actor, to.intent);
  return draftId === undefined
    ? refuse({ code: 'too-many' })
    : attachAllToDraft(context, actor, draftId, chosen);
}

/** Files that wait to go with the next answer about a claim. One read. */
export async function gatheredFiles(
  documents: Documents,
  { personId }: { readonly personId: PersonId },
  claimId: string,
): Promise<readonly Evidence[]> {
  const found = await documents.get(ClaimFilesDocument, partitions.person(personId), gatheredId(claimId));
  return found?.value.evidence ?? [];
}

/** Files that have gone with an answer wait no longer; where the answer was refused they do. */
export async function forgetHandedOver(
  { documents, queues }: Context,
  { personId }: { readonly personId: PersonId },
  claimId: string,
  files: readonly Evidence[],
): Promise<void> {
  if (files.length === 0) return;
  const customerId = await customerOfClaim(documents, claimId);
  const claim = customerId && (await claimAt(documents, customerId, claimId));
  const given = new Set(claim?.value.evidence.map(({ evidenceId }) => evidenceId));
  if (!files.every(({ evidenceId }) => given.has(evidenceId))) return;
  const partition = partitions.person(personId);
  await decideAgain(queues, `${partition}#files`, async () => {
    const found = await documents.get(ClaimFilesDocument, partition, gatheredId(claimId));
    if (found === undefined) return;
    const left = found.value.evidence.filter(({ evidenceId }) => !given.has(evidenceId));
    await documents.commit(partition, [
      left.length === 0
        ? remove(found)
        : replace(ClaimFilesDocument, found, { ...found.value, evidence: left }),
    ]);
  });
}

/** The answer that a claim waits for, if any. */
export function answerOf(claim: Claim): 'resubmit' | 'defend' | undefined {
  if (canMove(claim, 'resubmit')) return 'resubmit';
  return canMove(claim, 'defend') ? 'defend' : undefined;
}

async function newDraft(context: Context, actor: Actor, intent: Intent): Promise<string | undefined> {
  const saved = await saveDraft(context, actor, { intent, typed: NOTHING_TYPED });
  return saved.ok ? saved.value.draftId : undefined;
}

/** A file with the proof that it is. */
interface Chosen {
  readonly file: KeptFile;
  readonly evidence: Evidence;
}

const filesIn = (chosen: readonly Chosen[]) => chosen.map(({ file }) => file);

async function attachAllToDraft(
  context: Context,
  actor: Actor,
  draftId: string,
  chosen: readonly Chosen[],
): Promise<Result<Attached, AttachRefused>> {
  const { documents } = context;
  const evidence = chosen.map((one) => one.evidence);
  let draft = (await findDraft(documents, actor, draftId))?.value;
  if (draft === undefined) return refuse({ code: 'forbidden' });
  if (filesOf([...draft.evidence, ...evidence]) > MAX_CLAIM_FILES) return refuse({ code: 'too-many' });
  const partnerId = await locationOfDraft(context, actor, draft);
  const counted = await countedAt(context, partnerId, filesIn(chosen));
  if (!counted.ok) return counted;
  for (const one of evidence) {
    const to = `draft:${draftId}`;
    const marked = await markAttached(documents, actor, one.fileId ?? '', to, partnerId);
    draft = marked && (await attachToDraft(context, actor, draftId, one));
    if (draft === undefined) return refuse({ code: 'forbidden' });
  }
  return ok({ place: 'draft', draft });
}

async function attachToClaim(
  context: Context,
  actor: Actor,
  claimId: string,
  chosen: readonly Chosen[],
): Promise<Result<Attached, AttachRefused>> {
  const { documents, clock, queues } = context;
  const evidence = chosen.map((one) => one.evidence);
  const customerId = await customerOfClaim(documents, claimId);
  const claim = customerId && (await claimAt(documents, customerId, claimId));
  if (claim === undefined) return refuse({ code: 'forbidden' });
  const rights = await claimant(documents, actor, claim.value, clock.now());
  if (rights === undefined) return refuse({ code: 'forbidden' });
  const answer = answerOf(claim.value);
  if (answer === undefined) return refuse({ code: 'over', claimId });
  const partition = partitions.person(actor.personId);
  return decideAgain(queues, `${partition}#files`, async () => {
    const stored = await documents.get(ClaimFilesDocument, partition, gatheredId(claimId));
    const ids = new Set(evidence.map(({ evidenceId }) => evidenceId));
    const others = (stored?.value.evidence ?? []).filter(({ evidenceId }) => !ids.has(evidenceId));
    const all = [...others, ...evidence];
    const left = MAX_CLAIM_FILES - filesOf([...claim.value.evidence, ...all]);
    if (left < 0) return refuse({ code: 'too-many' });
    const { partnerId } = claim.value;
    const counted = await countedAt(context, partnerId, filesIn(chosen));
    if (!counted.ok) return counted;
    for (const { fileId } of evidence) {
      const marked = await markAttached(documents, actor, fileId ?? '', 'claim', partnerId);
      if (marked === undefined) return refuse({ code: 'forbidden' });
    }
    const value = { claimId, evidence: all };
    await documents.commit(partition, [
      stored === undefined
        ? create(ClaimFilesDocument, gatheredId(claimId), value)
        : replace(ClaimFilesDocument, stored, value),
    ]);
    return ok({ place: 'claim', claimId, answer, files: all.length, left });
  });
}

/** The same bytes are the same proof. */
function evidenceOf(
  { fileId, name, sha256, size, addedAt }: KeptFile,
  kind: EvidenceKind,
  { aadObjectId: addedBy }: Pick<Actor, 'aadObjectId'>,
): Evidence {
  return { evidenceId: sha256.slice(0, 16), kind, link: null, fileId, name, sha256, size, addedAt, addedBy };
}

function gatheredId(claimId: string): string {
  return `claim-files:${claimId}`;
}
