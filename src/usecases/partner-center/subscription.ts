import { takeSubscription, type SubscriptionFacts } from '../../domain/partner-center/subscription.ts';
import type { CustomerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { SubscriptionDocument } from '../associations/documents.ts';
import { associationJobs } from '../associations/project.ts';
import { subscriptionChangedJob } from '../claims/review/subscription.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { replace } from '../ports.ts';

/** Gives a subscription the status and end that Partner Center has, where it is known here; an unknown one is left to imports. */
export function keepSubscription(
  { documents, clock, queues }: Context,
  customerId: CustomerId,
  subscriptionId: SubscriptionId,
  facts: SubscriptionFacts,
): Promise<void> {
  const partition = partitions.customer(customerId);
  return decideAgain(queues, partition, async () => {
    const stored = await documents.get(SubscriptionDocument, partition, `subscription:${subscriptionId}`);
    const next = stored && takeSubscription(stored.value, facts);
    if (stored === undefined || next === undefined) return;
    const now = clock.now();
    await documents.commit(partition, [
      replace(SubscriptionDocument, stored, next),
      subscriptionChangedJob(next, now),
      ...(await associationJobs(documents, [next.dporPartnerId, next.cspPartnerId], customerId, now)),
    ]);
  });
}
