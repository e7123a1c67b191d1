import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { ClaimKind, DporChangeKind, SubscriptionKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Documents, Kind } from '../ports.ts';

/**
 * Whether a location stands or stood with a customer: DPOR or CSP of a subscription now, DPOR at any time, an approved claim.
 * What it may learn of that customer hangs on it. Up to five queries of the customer's partition.
 */
export async function isTiedTo(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
): Promise<boolean> {
  const partition = partitions.customer(customerId);
  const any = async (kind: Kind<unknown>, field: string, ...more: Condition[]) =>
    (await documents.count(kind, partition, [{ field, is: '=', value: partnerId }, ...more])) > 0;
  const ties = await Promise.all([
    any(SubscriptionKind, 'dporPartnerId'),
    any(SubscriptionKind, 'cspPartnerId'),
    any(DporChangeKind, 'partnerId'),
    any(DporChangeKind, 'previousPartnerId'),
    any(ClaimKind, 'partnerId', { field: 'status', is: '=', value: 'approved' }),
  ]);
  return ties.includes(true);
}
