import { z } from 'zod';
import { PartnerId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { ClaimId } from './claim.ts';

/**
 * One target of a customer: a workload (Microsoft 365) or a subscription (Business Applications), and its one partner of
 * record. Written with every claim on the target and every decision about it, so that two of them never pass each other.
 */
export const Target = z.object({
  target: z.string().min(1),
  /** Whose approved claims hold it: one partner, which may claim several activities of one subscription. */
  holder: z.object({ partnerId: PartnerId, claimIds: z.array(ClaimId).min(1), since: Instant }).nullable(),
  /** Claims that a decision has ended and that a job has yet to write down, with what it is to write. */
  losses: z.array(
    z.object({
      wonBy: PartnerId,
      at: Instant,
      by: z.string(),
      comment: z.string(),
      claimIds: z.array(ClaimId),
    }),
  ),
  /** Grows with every write. */
  revision: z.number().int().min(1),
});
export type Target = z.infer<typeof Target>;

export function newTarget(target: string): Target {
  return { target, holder: null, losses: [], revision: 1 };
}
