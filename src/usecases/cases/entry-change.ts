import type { Case } from '../../domain/cases/case.ts';
import { entryOfCase } from '../../domain/cases/entry.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Documents } from '../ports.ts';
import { CaseEntryDocument } from './documents.ts';

export function entryId(caseId: string): string {
  return `case-entry:${caseId}`;
}

/** Brings a case's place in its location's list up to date, in the commit of the case. One read. */
export async function entryChange(documents: Documents, found: Case): Promise<Change> {
  const id = entryId(found.caseId);
  const stored = await documents.get(CaseEntryDocument, partitions.partner(found.partnerId), id);
  const entry = entryOfCase(found);
  return stored === undefined
    ? create(CaseEntryDocument, id, entry)
    : replace(CaseEntryDocument, stored, entry);
}
