import { z } from 'zod';
import { ClaimActivity, ClaimStatus } from '../shared/catalogue.ts';
import { CustomerId, PartnerId } from '../shared/ids.ts';
import { InstantOrNever } from '../shared/time.ts';
import { ClaimId, ClaimReason, type Claim } from './claim.ts';
import { waitsOnOperators } from './turn.ts';

/** Where a claim stands, for the operators' list: a projection, never what a decision goes by. */
export const ClaimStanding = z.object({
  claimId: ClaimId,
  customerId: CustomerId,
  customerName: z.string(),
  /** That name is the claiming location's own word. */
  namedByPartner: z.boolean().optional(),
  partnerId: PartnerId,
  partnerName: z.string(),
  activity: ClaimActivity,
  target: z.string(),
  /** The product of a subscription; `''` for a workload, or where nothing is known of it. */
  product: z.string(),
  status: ClaimStatus,
  reason: z.union([ClaimReason, z.literal('')]),
  contested: z.boolean(),
  /** It waits for the operators: to be reviewed, or to be decided between partners. */
  queued: z.boolean(),
  escalated: z.boolean(),
  submittedAt: InstantOrNever,
  dueAt: InstantOrNever,
  updatedAt: InstantOrNever,
  /** Contests first, then by deadline and age. */
  rank: z.string(),
  /** Of the claim it was made from. */
  revision: z.number().int(),
  /** It is the copy that lies in the queue while the claim waits there. */
  copied: z.literal(true).exactOptional(),
});
export type ClaimStanding = z.infer<typeof ClaimStanding>;

export interface Named {
  readonly customerName: string;
  /** That name is the claiming location's own word: nobody else has named the customer. */
  readonly namedByPartner?: boolean;
  readonly partnerName: string;
  readonly product: string;
}

export function standingOfClaim(claim: Claim, named: Named): ClaimStanding {
  const { claimId, customerId, partnerId, activity, target, status, reason, submittedAt, updatedAt } = claim;
  const isContested = claim.contest !== null;
  const dueAt = isContested && status === 'approved' ? (claim.contest?.answerBy ?? null) : claim.dueAt;
  return {
    claimId,
    customerId,
    partnerId,
    activity,
    target,
    ...named,
    status,
    reason,
    contested: isContested,
    queued: waitsOnOperators(claim),
    escalated: claim.escalatedAt !== null,
    submittedAt,
    dueAt,
    updatedAt,
    rank: [isContested ? 0 : 1, (dueAt ?? NEVER).toISOString(), (submittedAt ?? NEVER).toISOString()].join(
      ' ',
    ),
    revision: claim.revision,
  };
}

const NEVER = new Date('9999-12-31T00:00:00.000Z');
