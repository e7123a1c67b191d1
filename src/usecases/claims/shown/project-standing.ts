import { isDeepStrictEqual } from 'node:util';
import type { Customer, Subscription } from '../../../domain/associations/customer.ts';
import type { Claim } from '../../../domain/claims/claim.ts';
import { standingOfClaim, type ClaimStanding, type Named } from '../../../domain/claims/standing.ts';
import type { Location } from '../../../domain/referrals/location.ts';
import { SubscriptionId } from '../../../domain/shared/ids.ts';
import { calledAt, type Called } from '../../associations/customer-names.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { partitions } from '../../partitions.ts';
import { create, remove, replace, type Change, type Document, type Documents } from '../../ports.ts';
import { CustomerDocument, SubscriptionDocument } from '../../associations/documents.ts';
import { ClaimStandingDocument } from '../documents.ts';
import { findLocation } from '../../referrals/directory.ts';
import { CLAIM_QUEUE, claimStandingId, claimStandingPartition } from './standings.ts';

/** Writes where a claim stands into the operators' lists, unless a later state stands there already. */
export async function projectStanding(context: Context, claim: Claim): Promise<void> {
  await settle(context, standingOfClaim(claim, namesOf(await aboutClaim(context.documents, claim))));
}

/**
 * Writes a standing into its shard, and into the queue or out of it, unless a later one is known. In the queue one of an
 * earlier release may lie, which is then where it belongs. It may break off between the two, and is done again.
 */
export async function settle(context: Context, standing: ClaimStanding): Promise<void> {
  const { documents, queues } = context;
  const id = claimStandingId(standing.claimId);
  const shard = claimStandingPartition(standing.claimId);
  const isLatest = await decideAgain(queues, `${CLAIM_QUEUE}#${id}`, async () => {
    const [listed, queued] = await Promise.all([
      documents.get(ClaimStandingDocument, shard, id),
      documents.get(ClaimStandingDocument, CLAIM_QUEUE, id),
    ]);
    const { copied: _copied, ...latest } = [listed, queued].reduce(
      (later, found) => (found !== undefined && found.value.revision > later.revision ? found.value : later),
      standing,
    );
    await write(documents, shard, id, listed, latest);
    const copy = latest.queued ? { ...latest, copied: true as const } : undefined;
    if (!(await write(documents, CLAIM_QUEUE, id, queued, copy)) || copy === undefined) return true;
    // Between the two another may have taken it out of the queue, where it was not yet.
    return (await documents.get(ClaimStandingDocument, shard, id))?.value.revision === latest.revision;
  });
  if (!isLatest) await settle(context, standing);
}

/** @returns whether there was anything to write */
async function write(
  documents: Documents,
  partition: string,
  id: string,
  stored: Document<ClaimStanding> | undefined,
  next: ClaimStanding | undefined,
): Promise<boolean> {
  const change = changeTo(id, stored, next);
  if (change !== undefined) await documents.commit(partition, [change]);
  return change !== undefined;
}

function changeTo(
  id: string,
  stored: Document<ClaimStanding> | undefined,
  next: ClaimStanding | undefined,
): Change | undefined {
  if (next === undefined) return stored && remove(stored);
  if (stored === undefined) return create(ClaimStandingDocument, id, next);
  return isDeepStrictEqual(stored.value, next) ? undefined : replace(ClaimStandingDocument, stored, next);
}

/** Takes a claim that is gone out of the operators' lists. */
export async function dropStanding({ documents, queues }: Context, claimId: string): Promise<void> {
  const id = claimStandingId(claimId);
  await decideAgain(queues, `${CLAIM_QUEUE}#${id}`, async () => {
    for (const partition of [CLAIM_QUEUE, claimStandingPartition(claimId)]) {
      const stored = await documents.get(ClaimStandingDocument, partition, id);
      if (stored !== undefined) await documents.commit(partition, [remove(stored)]);
    }
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
