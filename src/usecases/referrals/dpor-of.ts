import { subscriptionEnded } from '../../domain/claims/subscription.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { SubscriptionDocument } from '../associations/documents.ts';

/** More subscriptions with a DPOR than any customer has. */
const MAX_SUBSCRIPTIONS = 1_000;

/** Who is DPOR of one of a customer's subscriptions that are not over. One read. */
export async function dporHolders(
  documents: Documents,
  customerId: CustomerId,
  now: Date,
): Promise<ReadonlySet<PartnerId>> {
  const { items } = await documents.list(SubscriptionDocument, partitions.customer(customerId), {
    where: [{ field: 'dporPartnerId', is: '>', value: '' }],
    limit: MAX_SUBSCRIPTIONS,
  });
  const holders = items.flatMap(({ value }) =>
    value.dporPartnerId === null || subscriptionEnded(value, now) ? [] : [value.dporPartnerId],
  );
  return new Set(holders);
}
