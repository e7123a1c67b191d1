import type { Case, CaseSide } from '../../domain/cases/case.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Context } from '../context.ts';
import { findLocation } from '../referrals/directory.ts';
import { findCase, type FoundCase } from './find-case.ts';

/** A case as somebody sees it. */
export interface CaseView {
  readonly case: Case;
  readonly side: CaseSide;
  /** Of the location; its PartnerID where it is gone. */
  readonly partnerName: string;
  readonly location: Location | undefined;
}

/** @returns undefined for a case that is not there, and for one that is not for them. Five reads; more for operators */
export async function viewCase(
  context: Context,
  actor: Pick<Actor, 'personId'>,
  caseId: string,
): Promise<CaseView | undefined> {
  const found = await findCase(context, actor, caseId);
  return found && viewOf(context, found);
}

export async function viewOf(
  { documents }: Pick<Context, 'documents'>,
  { stored, side, rights }: FoundCase,
): Promise<CaseView> {
  const { partnerId } = stored.value;
  const location = rights?.location ?? (await findLocation(documents, partnerId))?.value;
  return { case: stored.value, side, partnerName: location?.name ?? partnerId, location };
}
