import { z } from 'zod';
import { ClaimActivity, ClaimStatus } from '../shared/catalogue.ts';
import { CustomerId } from '../shared/ids.ts';
import { Instant, InstantOrNever } from '../shared/time.ts';
import { ClaimId, ClaimReason, OPEN_STATUSES, type Claim } from './claim.ts';
import { waitsOnPartner } from './turn.ts';

/** One claim as its location's list shows it: a projection, never what a decision goes by. */
export const ClaimEntry = z.object({
  claimId: ClaimId,
  customerId: CustomerId,
  /** Empty for a customer of whom no name is known. */
  customerName: z.string(),
  activity: ClaimActivity,
  target: z.string(),
  /** The subscription's product; empty for a workload, and where it is not known. */
  product: z.string(),
  status: ClaimStatus,
  reason: z.union([ClaimReason, z.literal('')]),
  /** The location has to answer, or to defend the claim. */
  waitsOnPartner: z.boolean(),
  isContested: z.boolean(),
  /** When the present step ends. */
  dueAt: InstantOrNever,
  updatedAt: Instant,
  /** Where it stands in the list, lowest first: see {@link rankOf}. */
  rank: z.number(),
  /** `revision` of the claim it was made from; an entry never goes back. */
  version: z.number().int(),
});
export type ClaimEntry = z.infer<typeof ClaimEntry>;

export function claimEntry(
  claim: Claim,
  names: { readonly customerName: string; readonly product: string },
): ClaimEntry {
  return {
    claimId: claim.claimId,
    customerId: claim.customerId,
    customerName: names.customerName,
    activity: claim.activity,
    target: claim.target,
    product: names.product,
    status: claim.status,
    reason: claim.reason,
    waitsOnPartner: waitsOnPartner(claim),
    isContested: claim.contest !== null,
    dueAt: dueOf(claim),
    updatedAt: claim.updatedAt,
    rank: rankOf(claim),
    version: claim.revision,
  };
}

/** The nearer end of what the claim waits for. */
function dueOf({ dueAt, ...claim }: Pick<Claim, 'status' | 'contest' | 'dueAt'>): Date | null {
  const answerBy = waitsOnPartner(claim) ? (claim.contest?.answerBy ?? null) : null;
  if (dueAt === null || answerBy === null) return dueAt ?? answerBy;
  return dueAt < answerBy ? dueAt : answerBy;
}

/** Above every instant until the year 5138, in milliseconds. */
const OTHERS = 1e14;
const HISTORY = 1e15;

/** First what waits on the location, the next deadline on top; then what is under way; then the rest, the latest on top. */
function rankOf(claim: Claim): number {
  const due = (dueOf(claim) ?? claim.updatedAt).getTime();
  if (waitsOnPartner(claim)) return due;
  if (OPEN_STATUSES.some((open) => open === claim.status)) return OTHERS + due;
  return HISTORY - claim.updatedAt.getTime();
}
