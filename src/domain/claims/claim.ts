import { z } from 'zod';
import { CLAIM_REASONS, ClaimActivity, ClaimStatus } from '../shared/catalogue.ts';
import { CustomerId, PartnerId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** A CPOR claim of a location on one target of a customer: a workload, or a subscription. */
export const Claim = z.object({
  claimId: z.string().regex(/^[A-Za-z0-9-]{1,64}$/, '1 to 64 letters, digits or hyphens'),
  partnerId: PartnerId,
  customerId: CustomerId,
  activity: ClaimActivity,
  target: z.string().min(1),
  status: ClaimStatus,
  reason: z.union([z.enum(CLAIM_REASONS), z.literal('')]),
  submittedAt: Instant.nullable(),
  updatedAt: Instant,
});
export type Claim = z.infer<typeof Claim>;
