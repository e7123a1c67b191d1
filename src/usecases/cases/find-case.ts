import type { Case, CaseSide } from '../../domain/cases/case.ts';
import { caseSide } from '../../domain/cases/rights.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { rightsAt } from '../memberships/rights.ts';
import { isOperator } from '../operators/operator.ts';
import { ownPartners } from '../operators/own-partner.ts';
import { partitions } from '../partitions.ts';
import { create, type Document, type Documents } from '../ports.ts';
import { CaseDocument } from './documents.ts';

const POINTER = 'case';

/** At which location a case lies. One read. */
export async function partnerOfCase(documents: Documents, caseId: string): Promise<PartnerId | undefined> {
  const pointer = await documents.get(PointerDocument, partitions.pointer('case', caseId), POINTER);
  return pointer && PartnerId.parse(pointer.value.to);
}

/**
 * Says where a case is going to lie; the first to say it is right.
 * @returns where it lies
 */
export async function pointCase(
  documents: Documents,
  caseId: string,
  partnerId: PartnerId,
): Promise<PartnerId> {
  const partition = partitions.pointer('case', caseId);
  const isFirst = await committed(() =>
    documents.commit(partition, [create(PointerDocument, POINTER, { to: partnerId })]),
  );
  return isFirst ? partnerId : ((await partnerOfCase(documents, caseId)) ?? partnerId);
}

export function caseAt(
  documents: Documents,
  partnerId: PartnerId,
  caseId: string,
): Promise<Document<Case> | undefined> {
  return documents.get(CaseDocument, partitions.partner(partnerId), `case:${caseId}`);
}

/** On which side somebody stands towards a location's cases, and their rights there. Two reads; for operators some more. */
export async function sideAt(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  actor: Pick<Actor, 'personId'>,
  partnerId: PartnerId,
): Promise<{ readonly side: CaseSide; readonly rights: Rights | undefined } | undefined> {
  const rights = await rightsAt(documents, actor, partnerId, clock.now());
  const operates = rights === undefined && (await isOperator(documents, actor));
  const isOwn = operates && (await ownPartners(documents, actor)(partnerId));
  const side = caseSide(rights, { isOperator: operates, isOwn });
  return side && { side, rights };
}

/** A case that somebody may see. */
export interface FoundCase {
  readonly stored: Document<Case>;
  readonly side: CaseSide;
  readonly rights: Rights | undefined;
}

/** @returns undefined for a case that is not there, and for one that is not for them */
export async function findCase(
  context: Pick<Context, 'documents' | 'clock'>,
  actor: Pick<Actor, 'personId'>,
  caseId: string,
): Promise<FoundCase | undefined> {
  const partnerId = await partnerOfCase(context.documents, caseId);
  if (partnerId === undefined) return undefined;
  const [stored, at] = await Promise.all([
    caseAt(context.documents, partnerId, caseId),
    sideAt(context, actor, partnerId),
  ]);
  return stored && at && { stored, ...at };
}
