import { z } from 'zod';
import { Program } from '../shared/catalogue.ts';
import { PartnerId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { CaseId, CaseStatus, isEnded, type Case } from './case.ts';
import { CaseKind } from './kinds.ts';

/** Where a case stands, for the operators' queue: a projection, never what a decision goes by. */
export const CaseStanding = z.object({
  caseId: CaseId,
  partnerId: PartnerId,
  partnerName: z.string(),
  program: Program.nullable(),
  kind: CaseKind,
  subject: z.string(),
  status: CaseStatus,
  /** Neither resolved nor closed. */
  live: z.boolean(),
  openedAt: Instant,
  updatedAt: Instant,
  /** What waits on the operators first, the oldest first; then what waits on partners, then what is done, the latest first. */
  rank: z.number().int(),
  /** Of the case it was made from. */
  revision: z.number().int(),
});
export type CaseStanding = z.infer<typeof CaseStanding>;

export function standingOfCase(found: Case, partnerName: string): CaseStanding {
  const { caseId, partnerId, program, kind, subject, status, openedAt, updatedAt, revision } = found;
  return {
    caseId,
    partnerId,
    partnerName,
    program,
    kind,
    subject,
    status,
    live: !isEnded(found),
    openedAt,
    updatedAt,
    rank: queueRank(found),
    revision,
  };
}

const GROUP = 100_000_000_000_000;
const ORDER: { readonly [status in CaseStatus]: number } = {
  open: 0,
  reopened: 0,
  'waiting-program': 0,
  'waiting-partner': 1,
  resolved: 2,
  closed: 3,
};

function queueRank({ status, updatedAt }: Case): number {
  const group = ORDER[status];
  const at = updatedAt.getTime();
  return group * GROUP + (group === 0 ? at : GROUP - 1 - at);
}
