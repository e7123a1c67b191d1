import type { Customer, Subscription } from '../../../domain/associations/customer.ts';
import type { Claim } from '../../../domain/claims/claim.ts';
import { standingOfClaim, type Named } from '../../../domain/claims/standing.ts';
import type { Location } from '../../../domain/referrals/location.ts';
import { SubscriptionId } from '../../../domain/shared/ids.ts';
import { calledAt, type Called } from '../../associations/customer-names.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { partitions } from '../../partitions.ts';
import { create, remove, replace, type Documents } from '../../ports.ts';
import { CustomerDocument, SubscriptionDocument } from '../../associations/documents.ts';
import { ClaimStandingDocument } from '../documents.ts';
import { findLocation } from '../../referrals/directory.ts';

const LIST = partitions.program('claims');

/** Writes where a claim stands into the operators' list, unless a later state stands there already. */
export async function projectStanding({ documents, queues }: Context, claim: Claim): Promise<void> {
  const standing = standingOfClaim(claim, namesOf(await aboutClaim(documents, claim)));
  const id = `claim:${standing.claimId}`;
  await decideAgain(queues, `${LIST}#claims`, async () => {
    const stored = await documents.get(ClaimStandingDocument, LIST, id);
    if (stored !== undefined && stored.value.revision > standing.revision) return;
    if (JSON.stringify(stored?.value) === JSON.stringify(standing)) return;
    await documents.commit(LIST, [
      stored === undefined
        ? create(ClaimStandingDocument, id, standing)
        : replace(ClaimStandingDocument, stored, standing),
    ]);
  });
}

/** Takes a claim that is gone out of the operators' list. */
export async function dropStanding({ documents, queues }: Context, claimId: string): Promise<void> {
  await decideAgain(queues, `${LIST}#claims`, async () => {
    const stored = await documents.get(ClaimStandingDocument, LIST, `claim:${claimId}`);
    if (stored !== undefined) await documents.commit(LIST, [remove(stored)]);
  });
}

/** What a claim is about, as far as anybody told. Three reads; four where only the location has named the customer. */
export interface About {
  readonly customer: Customer | undefined;
  /** Towards the claiming location, and how the operators know it. */
  readonly called: Called;
  readonly location: Location | undefined;
  /** Of a claim on one. */
  readonly subscription: Subscription | undefined;
}

/** @param known the claiming location, where it has been read already */
export async function aboutClaim(documents: Documents, claim: Claim, known?: Location): Promise<About> {
  const partition = partitions.customer(claim.customerId);
  const subscriptionId = SubscriptionId.safeParse(claim.target);
  const [customer, location, subscription] = await Promise.all([
    documents.get(CustomerDocument, partition, 'customer'),
    known ?? findLocation(documents, claim.partnerId).then((found) => found?.value),
    subscriptionId.success
      ? documents.get(SubscriptionDocument, partition, `subscription:${subscriptionId.data}`)
      : undefined,
  ]);
  const called = await calledAt(documents, claim.partnerId, claim.customerId, customer?.value);
  return { customer: customer?.value, called, location, subscription: subscription?.value };
}

export function namesOf({ called, location, subscription }: About): Named {
  return {
    customerName: called.name,
    ...(called.isOwn ? { namedByPartner: true } : {}),
    partnerName: location?.name ?? '',
    product: subscription?.product ?? '',
  };
}
