import { NOTHING_TYPED, type ClaimTyped } from '../../../domain/claims/draft.ts';
import { CustomerId } from '../../../domain/shared/ids.ts';
import type { PersonId } from '../../../domain/shared/ids.ts';
import type { Context } from '../../context.ts';
import { rightsAt } from '../../memberships/rights.ts';
import { partitions } from '../../partitions.ts';
import { ClaimDocument } from '../documents.ts';
import { PointerDocument } from '../../memberships/documents.ts';

/**
 * What a claim says, to be claimed anew: without its proof, which was given for that claim alone. For whoever has an
 * incentive role at its location.
 *
 * @returns undefined when there is no such claim for them
 */
export async function copyOfClaim(
  { documents, clock }: Context,
  person: { readonly personId: PersonId },
  claimId: string,
): Promise<ClaimTyped | undefined> {
  const pointer = await documents.get(PointerDocument, partitions.pointer('claim', claimId), 'claim');
  if (pointer === undefined) return undefined;
  const partition = partitions.customer(CustomerId.parse(pointer.value.to));
  const stored = await documents.get(ClaimDocument, partition, `claim:${claimId}`);
  if (stored === undefined) return undefined;
  const claim = stored.value;
  const rights = await rightsAt(documents, person, claim.partnerId, clock.now());
  if (rights === undefined || rights.incentiveRole === null) return undefined;
  return {
    ...NOTHING_TYPED,
    partnerId: claim.partnerId,
    customerId: claim.customerId,
    activity: claim.activity,
    target: claim.target,
    contactName: claim.contact?.name ?? '',
    contactTitle: claim.contact?.title ?? '',
    contactEmail: claim.contact?.email ?? '',
    sellerName: claim.sellerName,
    isvProduct: claim.isvProduct,
    comments: claim.comments,
  };
}
