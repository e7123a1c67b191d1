import { z } from 'zod';
import { Instant } from '../domain/shared/time.ts';
import { defineDocument } from './define-document.ts';
import { create, type Change } from './ports.ts';

/** Who did what to what, and how it ended. Lies beside the decision, in the same commit; never changed. */
export const AuditRow = z.object({
  at: Instant,
  /** An aadObjectId; `job`, `import` or `event` where no person acted. */
  actor: z.string(),
  /** The verb. */
  action: z.string(),
  /** `referralId/part`, a partnerId, … */
  subject: z.string(),
  outcome: z.enum(['done', 'refused', 'stale']),
  detail: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditDocument = defineDocument({
  name: 'audit',
  schema: AuditRow,
  partition: 'beside what was decided',
  id: 'audit:…',
  about: 'who did what, and how it ended; never changed',
  many: 'one a decision and one a refusal: some hundreds a person and year',
  lives: 'kept: `audit.csv`',
  fields: ['subject', 'outcome'],
  orders: [['at']],
});

/** @param id what makes the row unique in its partition; the same id twice is the same row */
export function audited(id: string, row: AuditRow): Change {
  return create(AuditDocument, `audit:${id}`, row);
}
