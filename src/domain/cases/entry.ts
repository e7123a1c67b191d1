import { z } from 'zod';
import { Program } from '../shared/catalogue.ts';
import { PartnerId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { CaseId, CaseStatus, type Case } from './case.ts';
import { CaseKind } from './kinds.ts';

/** A case in its location's list, written in the commit of each of its steps. */
export const CaseEntry = z.object({
  caseId: CaseId,
  kind: CaseKind,
  partnerId: PartnerId,
  program: Program.nullable(),
  subject: z.string(),
  status: CaseStatus,
  updatedAt: Instant,
  /** Orders the list: {@link caseRank}. */
  rank: z.number().int(),
});
export type CaseEntry = z.infer<typeof CaseEntry>;

export function entryOfCase(found: Case): CaseEntry {
  const { caseId, kind, partnerId, program, subject, status, updatedAt } = found;
  return { caseId, kind, partnerId, program, subject, status, updatedAt, rank: caseRank(found) };
}

/** More than any instant in milliseconds has, so that groups never mix. */
const GROUP = 100_000_000_000_000;
const ORDER: { readonly [status in CaseStatus]: number } = {
  'waiting-partner': 0,
  open: 1,
  reopened: 1,
  'waiting-program': 1,
  resolved: 2,
  closed: 3,
};

/** What waits on the location, what waits on the programme, what is done; the latest first. */
export function caseRank({ status, updatedAt }: Pick<Case, 'status' | 'updatedAt'>): number {
  return ORDER[status] * GROUP + (GROUP - 1 - updatedAt.getTime());
}
