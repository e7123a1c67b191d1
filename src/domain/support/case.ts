import { z } from 'zod';
import { Program } from '../shared/catalogue.ts';
import { AadObjectId, PartnerId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** What the programme's operators are asked to look after. */
export const CaseKind = z.enum(['registration', 'support', 'payment-support', 'payment-dispute', 'feedback']);
export type CaseKind = z.infer<typeof CaseKind>;

/** A request of a location to the operators, with what became of it. */
export const Case = z.object({
  caseId: z.string(),
  kind: CaseKind,
  partnerId: PartnerId,
  /** The membership it is about; `null`: none in particular. */
  program: Program.nullable(),
  subject: z.string(),
  text: z.string(),
  status: z.enum(['open', 'closed']),
  openedAt: Instant,
  openedBy: AadObjectId,
  /** What readers are shown. */
  openedByName: z.string(),
  updatedAt: Instant,
});
export type Case = z.infer<typeof Case>;
