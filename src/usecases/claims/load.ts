import type { Claim } from '../../domain/claims/claim.ts';
import { CustomerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { ClaimDocument } from './documents.ts';
import { PointerDocument } from '../memberships/documents.ts';

/** At which customer a claim lies. One read. */
export async function customerOfClaim(
  documents: Documents,
  claimId: string,
): Promise<CustomerId | undefined> {
  const pointer = await documents.get(PointerDocument, partitions.pointer('claim', claimId), 'claim');
  return pointer && CustomerId.parse(pointer.value.to);
}

/** A pointer that points at nothing means nothing. */
export function claimAt(
  documents: Documents,
  customerId: CustomerId,
  claimId: string,
): Promise<Document<Claim> | undefined> {
  return documents.get(ClaimDocument, partitions.customer(customerId), `claim:${claimId}`);
}
