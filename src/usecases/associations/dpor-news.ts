import type { DporNews, RenewalNews } from '../../domain/associations/dpor-news.ts';
import { isCsp } from '../../domain/associations/take-dpor.ts';
import type { CustomerId, PartnerId, PersonId, SubscriptionId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import { hereAt } from './here.ts';
import { dporChangeId } from './taken-changes.ts';
import { CustomerDocument, DporChangeDocument, SubscriptionDocument } from './documents.ts';

/** Which change somebody is told of. */
export interface ToldChange {
  readonly customerId: CustomerId;
  readonly subscriptionId: SubscriptionId;
  readonly changedAt: Date;
  readonly key: string;
  readonly lost: readonly PartnerId[];
  readonly gained: PartnerId | null;
}

/** @returns undefined when there is nothing (any more) that this person may be told */
export async function dporNews(
  context: Context,
  { personId }: { readonly personId: PersonId },
  told: ToldChange,
): Promise<DporNews | undefined> {
  const { documents, clock } = context;
  const partition = partitions.customer(told.customerId);
  const now = clock.now();
  const [customer, subscription, change, lostAt, gainedAt] = await Promise.all([
    documents.get(CustomerDocument, partition, 'customer'),
    documents.get(SubscriptionDocument, partition, `subscription:${told.subscriptionId}`),
    documents.get(DporChangeDocument, partition, dporChangeId(told)),
    Promise.all(told.lost.map((partnerId) => hereAt(documents, personId, partnerId, now))),
    told.gained === null ? undefined : hereAt(documents, personId, told.gained, now),
  ]);
  if (subscription === undefined || change === undefined) return undefined;
  const all = [...lostAt, gainedAt].filter((at) => at !== undefined);
  const own = all.filter(({ isListed }) => isListed);
  if (own.length === 0) return undefined;
  const accounts = new Set(own.map(({ location }) => location.globalId));
  const known = all.filter(({ location }) => accounts.has(location.globalId));
  return {
    customerName: customer?.value.name ?? '',
    subscription: subscription.value,
    change: change.value,
    gained: told.gained,
    lostAt: lostAt.filter((at) => at?.isListed === true).filter((at) => at !== undefined),
    gainedAt: gainedAt?.isListed === true ? gainedAt : undefined,
    names: new Map(known.map(({ location }) => [location.partnerId, location.name])),
  };
}

/** @returns undefined when there is nothing (any more) that this person may be told */
export async function renewalNews(
  { documents, clock }: Context,
  { personId }: { readonly personId: PersonId },
  about: {
    readonly customerId: CustomerId;
    readonly subscriptionId: SubscriptionId;
    readonly partnerIds: readonly PartnerId[];
  },
): Promise<RenewalNews | undefined> {
  const partition = partitions.customer(about.customerId);
  const now = clock.now();
  const [customer, subscription, ...found] = await Promise.all([
    documents.get(CustomerDocument, partition, 'customer'),
    documents.get(SubscriptionDocument, partition, `subscription:${about.subscriptionId}`),
    ...about.partnerIds.map((partnerId) => hereAt(documents, personId, partnerId, now)),
  ]);
  const at = found.find((one) => one?.isListed === true);
  if (subscription === undefined || at === undefined) return undefined;
  if (subscription.value.dporPartnerId !== null || isCsp(subscription.value)) return undefined;
  return { customerName: customer?.value.name ?? '', subscription: subscription.value, at };
}
