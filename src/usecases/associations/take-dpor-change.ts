import { newSubscription, type Customer, type Subscription } from '../../domain/associations/customer.ts';
import type { DporChange, DporSource } from '../../domain/associations/dpor-change.ts';
import { productOf } from '../../domain/associations/product.ts';
import { takeDpor, type DporRefused, type TakenDpor } from '../../domain/associations/take-dpor.ts';
import type { CustomerId, PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Document, type Documents } from '../ports.ts';
import { namedChanges } from './name-customer.ts';
import { pointHere } from './point-subscription.ts';
import { confirmedReports } from './reports.ts';
import { answeredRequest } from './request-dpor.ts';
import { associationJobs } from './project.ts';
import { renewalJob } from './renewal.ts';
import { dporChangeId, isAudited, refusalOf, takenChanges } from './taken-changes.ts';
import { CustomerDocument, DporChangeDocument, SubscriptionDocument } from './documents.ts';

/** A change as its source tells it. */
export interface ReportedDpor {
  /** What the source knows it by, at most 64 characters fit for an id: the same one of the same instant again changes nothing. */
  readonly key: string;
  readonly subscriptionId: SubscriptionId;
  readonly customer: { readonly customerId: CustomerId; readonly name: string };
  /** In any spelling; counts only for a subscription that is not known yet. */
  readonly product: string;
  /** `null`: nobody held it. Absent: the source does not say, and whoever is stored is meant. */
  readonly previousPartnerId?: PartnerId | null;
  readonly partnerId: PartnerId | null;
  readonly changedAt: Date;
  readonly changedBy: string | null;
}

/** `known`: taken in or refused before. */
export type TakenIn = Result<TakenDpor | { readonly code: 'known' }, NotTakenIn>;

/** `other-customer`: the subscription is known as another customer's. */
export type NotTakenIn = DporRefused | { readonly code: 'other-customer' };

/**
 * Takes in a change of who holds a subscription, whichever way it came: stores the holder and the history, and asks for
 * those to be told who are to know, in one commit. An unknown subscription or customer is made of what the change says.
 * What the rules refuse is audited and changes nothing.
 *
 * @param actor an aadObjectId where a person matched or confirmed it, else its source
 */
export function takeDporChange(
  context: Context,
  reported: ReportedDpor,
  source: DporSource,
  actor: string = source,
): Promise<TakenIn> {
  const { documents, queues } = context;
  const partition = partitions.customer(reported.customer.customerId);
  return decideAgain(queues, partition, async () => {
    const isTheirs = await pointHere(documents, reported.subscriptionId, reported.customer.customerId);
    const found = await find(documents, partition, reported);
    const change = changeOf(reported, found.subscription?.value, source);
    if (found.known) return { ok: true, value: { code: 'known' } };
    const taken: Result<TakenDpor, NotTakenIn> = isTheirs
      ? takeDpor(found.subscription?.value, change, found.tied)
      : refuse({ code: 'other-customer' });
    if (!taken.ok && (await isAudited(documents, partition, change))) {
      return { ok: true, value: { code: 'known' } };
    }
    const now = context.clock.now();
    const changes = taken.ok
      ? [
          ...(await customerChanges(documents, found, reported, source, now)),
          ...subscriptionChanges(found, reported, taken.value, now),
          ...takenChanges(change, taken.value, now, actor),
          ...(await projections(documents, found, taken.value, change, now)),
          ...(await answeredBy(documents, partition, reported, taken.value, now)),
          ...(await confirmedReports(documents, change, subscriptionOf(found, reported), now)),
        ]
      : [refusalOf(change, taken.error.code, now, actor)];
    await documents.commit(partition, changes);
    return taken;
  });
}

/** What the change is about, as it was found, or as it is made of it. */
function subscriptionOf({ subscription }: Found, reported: ReportedDpor): Subscription {
  const { subscriptionId, customer, product } = reported;
  const { customerId } = customer;
  const holder = { dporPartnerId: null, dporChangedAt: null };
  return (
    subscription?.value ??
    newSubscription({ subscriptionId, customerId, product: productOf(product), ...holder })
  );
}

/** Whoever gained it had perhaps asked the customer for it. */
async function answeredBy(
  documents: Documents,
  partition: string,
  { subscriptionId }: ReportedDpor,
  taken: TakenDpor,
  now: Date,
): Promise<readonly Change[]> {
  if (taken.code !== 'forward' || taken.gained === null) return [];
  return answeredRequest(documents, partition, { subscriptionId, partnerId: taken.gained }, now);
}

interface Found {
  readonly customer: Document<Customer> | undefined;
  readonly subscription: Document<Subscription> | undefined;
  readonly known: boolean;
  readonly tied: readonly DporChange[];
}

async function find(documents: Documents, partition: string, reported: ReportedDpor): Promise<Found> {
  const { subscriptionId, changedAt } = reported;
  const [customer, subscription, known] = await Promise.all([
    documents.get(CustomerDocument, partition, 'customer'),
    documents.get(SubscriptionDocument, partition, `subscription:${subscriptionId}`),
    documents.get(DporChangeDocument, partition, dporChangeId(reported)),
  ]);
  const isTie = subscription?.value.dporChangedAt?.getTime() === changedAt.getTime();
  const tied = isTie ? await changesAt(documents, partition, subscriptionId, changedAt) : [];
  return { customer, subscription, known: known !== undefined, tied };
}

/** More changes of one subscription in one millisecond than there ever are. */
const MAX_TIES = 100;

export async function changesAt(
  documents: Documents,
  partition: string,
  subscriptionId: SubscriptionId,
  changedAt: Date,
): Promise<readonly DporChange[]> {
  const page = await documents.list(DporChangeDocument, partition, {
    where: [
      { field: 'subscriptionId', is: '=', value: subscriptionId },
      { field: 'changedAt', is: '=', value: changedAt.toISOString() },
    ],
    limit: MAX_TIES,
  });
  return page.items.map((item) => item.value);
}

function changeOf(
  { key, subscriptionId, customer, previousPartnerId, partnerId, changedAt, changedBy }: ReportedDpor,
  stored: Subscription | undefined,
  source: DporSource,
): DporChange {
  return {
    subscriptionId,
    customerId: customer.customerId,
    previousPartnerId: previousPartnerId === undefined ? (stored?.dporPartnerId ?? null) : previousPartnerId,
    partnerId,
    changedAt,
    changedBy,
    source,
    key,
  };
}

/** An event names the customer, where nothing else has; a mail means one that is named. */
function customerChanges(
  documents: Documents,
  { customer }: Found,
  reported: ReportedDpor,
  source: DporSource,
  now: Date,
): Promise<readonly Change[]> | readonly Change[] {
  return source === 'event' ? namedChanges(documents, customer, reported.customer, now) : [];
}

function subscriptionChanges(
  { subscription }: Found,
  { subscriptionId, customer: { customerId }, product }: ReportedDpor,
  taken: TakenDpor,
  now: Date,
): readonly Change[] {
  if (taken.code === 'late') return [];
  if (subscription !== undefined) {
    return [replace(SubscriptionDocument, subscription, { ...subscription.value, ...taken.holder })];
  }
  const made = { subscriptionId, customerId, product: productOf(product), ...taken.holder, knownSince: now };
  return [
    create(SubscriptionDocument, `subscription:${subscriptionId}`, newSubscription(made)),
    ...(made.dporPartnerId === null ? [renewalJob(made, now)] : []),
  ];
}

/** Whoever held it and whoever holds it now list it otherwise; so does whoever the change says held it before. */
function projections(
  documents: Documents,
  { subscription }: Found,
  taken: TakenDpor,
  { customerId, previousPartnerId, partnerId }: DporChange,
  now: Date,
): Promise<readonly Change[]> {
  const told = [previousPartnerId, partnerId];
  const holders =
    taken.code === 'late' ? [] : [subscription?.value.dporPartnerId ?? null, taken.holder.dporPartnerId];
  return associationJobs(documents, [...holders, ...told], customerId, now);
}
