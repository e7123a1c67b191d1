import type { Claim } from '../../domain/claims/claim.ts';
import { standingOfClaim, type Named } from '../../domain/claims/standing.ts';
import { SubscriptionId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { ClaimStandingKind, CustomerKind, LocationKind, SubscriptionKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Documents } from '../ports.ts';

const LIST = partitions.program('claims');

/** Writes where a claim stands into the operators' list, unless a later state stands there already. */
export async function projectStanding({ documents, queues }: Context, claim: Claim): Promise<void> {
  const standing = standingOfClaim(claim, await namesOf(documents, claim));
  const id = `claim:${standing.claimId}`;
  await decideAgain(queues, `${LIST}#claims`, async () => {
    const stored = await documents.get(ClaimStandingKind, LIST, id);
    if (stored !== undefined && stored.value.revision >= standing.revision) return;
    await documents.commit(LIST, [
      stored === undefined
        ? create(ClaimStandingKind, id, standing)
        : replace(ClaimStandingKind, stored, standing),
    ]);
  });
}

/** Takes a claim that is gone out of the operators' list. */
export async function dropStanding({ documents, queues }: Context, claimId: string): Promise<void> {
  await decideAgain(queues, `${LIST}#claims`, async () => {
    const stored = await documents.get(ClaimStandingKind, LIST, `claim:${claimId}`);
    if (stored !== undefined) await documents.commit(LIST, [remove(stored)]);
  });
}

/** The names that a list shows. Three reads. */
export async function namesOf(documents: Documents, claim: Claim): Promise<Named> {
  const partition = partitions.customer(claim.customerId);
  const subscriptionId = SubscriptionId.safeParse(claim.target);
  const [customer, location, subscription] = await Promise.all([
    documents.get(CustomerKind, partition, 'customer'),
    documents.get(LocationKind, partitions.directory, claim.partnerId),
    subscriptionId.success
      ? documents.get(SubscriptionKind, partition, `subscription:${subscriptionId.data}`)
      : undefined,
  ]);
  return {
    customerName: customer?.value.name ?? '',
    partnerName: location?.value.name ?? '',
    product: subscription?.value.product ?? '',
  };
}
