import type { Subscription } from '../../domain/associations/customer.ts';
import { lastHolderOf, mayFollow } from '../../domain/associations/renewal.ts';
import { isCsp } from '../../domain/associations/take-dpor.ts';
import type { CustomerId, PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { notifyAll } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import type { Change, Documents } from '../ports.ts';
import { listedNow } from './tell-dpor.ts';
import { DporChangeDocument, SubscriptionDocument } from './documents.ts';

/** Subscriptions of one customer, and changes of one of them, that are looked at. */
const MAX_SUBSCRIPTIONS = 1_000;

type Fresh = Pick<Subscription, 'subscriptionId' | 'customerId'>;

/** In the commit that makes a subscription without a holder: whoever held an older one of that product is told. */
export function renewalJob({ subscriptionId, customerId }: Fresh, now: Date): Change {
  const task = { task: 'dpor.tell-renewal', customerId, subscriptionId } as const;
  return newJob(`renewal:${subscriptionId}:${now.getTime()}`, task, now);
}

/** Tells whoever held the DPOR of an older subscription of the same product that a new one started without. Once. */
export async function tellRenewal(
  context: Context,
  {
    customerId,
    subscriptionId,
  }: { readonly customerId: CustomerId; readonly subscriptionId: SubscriptionId },
): Promise<JobOutcome> {
  const { documents } = context;
  const partition = partitions.customer(customerId);
  const stored = await documents.get(SubscriptionDocument, partition, `subscription:${subscriptionId}`);
  if (stored === undefined || stored.value.dporPartnerId !== null || isCsp(stored.value)) return 'done';
  const partnerIds = await holdersBefore(documents, stored.value);
  const listed = await Promise.all(partnerIds.map((partnerId) => listedNow(context, partnerId)));
  const subject = { kind: 'dpor-renewal', customerId, subscriptionId, partnerIds } as const;
  await notifyAll(context, listed.flat(), subject, 1);
  return 'done';
}

/** Whether anybody may have held an older one: asked before a job is written for each new subscription of an import. */
export async function hasOlder(documents: Documents, fresh: Subscription): Promise<boolean> {
  return (await olderThan(documents, fresh)).length > 0;
}

/** Who last held the older subscriptions that a new one may follow, but for those who had a part in it already. */
async function holdersBefore(documents: Documents, fresh: Subscription): Promise<PartnerId[]> {
  const older = await olderThan(documents, fresh);
  const [own, ...histories] = await Promise.all(
    [fresh, ...older].map((subscription) => historyOf(documents, subscription)),
  );
  const concerned = new Set(own?.flatMap((change) => [change.previousPartnerId, change.partnerId]));
  const holders = older.map((subscription, at) => lastHolderOf(subscription, histories[at] ?? []));
  return [...new Set(holders)]
    .filter((partnerId) => partnerId !== null)
    .filter((partnerId) => !concerned.has(partnerId));
}

async function olderThan(documents: Documents, fresh: Subscription): Promise<readonly Subscription[]> {
  const page = await documents.list(SubscriptionDocument, partitions.customer(fresh.customerId), {
    limit: MAX_SUBSCRIPTIONS,
  });
  return page.items.map((item) => item.value).filter((older) => mayFollow(fresh, older));
}

async function historyOf(documents: Documents, { subscriptionId, customerId }: Fresh) {
  const page = await documents.list(DporChangeDocument, partitions.customer(customerId), {
    where: [{ field: 'subscriptionId', is: '=', value: subscriptionId }],
    orderBy: [{ field: 'changedAt', descending: true }],
    limit: 100,
  });
  return page.items.map((item) => item.value);
}
