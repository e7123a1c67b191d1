import { z } from 'zod';
import { Program } from '../shared/catalogue.ts';
import { PartnerId } from '../shared/ids.ts';

/** What is paid for incentives over a month, as the programme states it, one a membership. A row of `statements.csv` as kept. */
export const Statement = z.object({
  statementId: z.string(),
  partnerId: PartnerId,
  program: Program,
  /** `YYYY-MM`. */
  period: z.string(),
  /** The name of its file. */
  file: z.string(),
  /** A decimal number as it was written, with a point. */
  total: z.string(),
  /** ISO 4217. */
  currency: z.string(),
  /** Of its file, in hexadecimal; absent: an earlier release imported it, and kept no file. */
  sha256: z.string().optional(),
  /** Of its file, in bytes. */
  size: z.coerce.number().optional(),
});
export type Statement = z.infer<typeof Statement>;

/** What the programme sends, and plain text: documents that nobody runs by opening them. */
const KINDS = /\.(pdf|csv|txt)$/i;

/** Whether a statement may be a file of that name. */
export function isStatementFile(name: string): boolean {
  return KINDS.test(name);
}

/** The latest month first; of one month by number. */
export function latestFirst(one: Statement, other: Statement): number {
  return other.period.localeCompare(one.period) || one.statementId.localeCompare(other.statementId);
}
