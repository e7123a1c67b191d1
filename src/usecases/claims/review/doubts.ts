import type { Claim } from '../../../domain/claims/claim.ts';
import { doubtAbout, type Doubt } from '../../../domain/claims/doubt.ts';
import { canMove } from '../../../domain/claims/moves.ts';
import { ownerOf } from '../../associations/point-subscription.ts';
import type { Documents } from '../../ports.ts';
import { recordsOf } from '../submission/customer-facts.ts';

/** What of a claim that can be approved does not fit what is recorded of its customer, for operators alone. Three reads. */
export async function doubtOf(documents: Documents, claim: Claim): Promise<Doubt | undefined> {
  if (!canMove(claim, 'approve')) return undefined;
  const [{ known }, owner] = await Promise.all([
    recordsOf(documents, claim.customerId),
    ownerOf(documents, claim.target),
  ]);
  return doubtAbout(claim, known, owner !== undefined && owner !== claim.customerId);
}
