import { holdersOf, type DporHistory } from '../../domain/associations/dpor-history.ts';
import { isSameProduct } from '../../domain/associations/product.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import { CustomerId, type GlobalId, type PartnerId, type SubscriptionId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { calledAt } from './customer-names.ts';
import { reportsOf } from './reports.ts';
import { CustomerDocument, DporChangeDocument, SubscriptionDocument } from './documents.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { listLocations } from '../referrals/directory.ts';

/** As many as a card shows. */
const SHOWN = 15;
/** Looked through for who ever held it; more changes of one subscription than there are. */
const READ = 1_000;
/** More locations than an account has. */
const MAX_LOCATIONS = 200;

/**
 * Who held a subscription when, for whoever has a right at a partner that holds or held it. For everybody else it looks as
 * if it were not there.
 *
 * Reads: pointer; subscription, customer and changes; roster and location; reports; the account's locations.
 */
export async function dporHistory(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  subscriptionId: SubscriptionId,
): Promise<Result<DporHistory, { readonly code: 'forbidden' }>> {
  const pointer = partitions.pointer('subscription', subscriptionId);
  const to = (await documents.get(PointerDocument, pointer, 'subscription'))?.value.to;
  const customerId = CustomerId.safeParse(to);
  if (!customerId.success) return refuse({ code: 'forbidden' });
  const partition = partitions.customer(customerId.data);
  const [subscription, customer, page] = await Promise.all([
    documents.get(SubscriptionDocument, partition, `subscription:${subscriptionId}`),
    documents.get(CustomerDocument, partition, 'customer'),
    documents.list(DporChangeDocument, partition, {
      where: [{ field: 'subscriptionId', is: '=', value: subscriptionId }],
      orderBy: [{ field: 'changedAt', descending: true }],
      limit: READ,
    }),
  ]);
  if (subscription === undefined) return refuse({ code: 'forbidden' });
  const changes = page.items.map((item) => item.value);
  const holders = holdersOf(subscription.value, changes);
  const rights = await firstRights(documents, person, holders, clock.now());
  if (rights === undefined) return refuse({ code: 'forbidden' });
  const { partnerId } = rights.location;
  const told = await reportsOf(documents, partnerId, customerId.data);
  const { name } = await calledAt(documents, partnerId, customerId.data, customer?.value);
  return ok({
    customerName: name,
    subscription: subscription.value,
    location: rights.location,
    changes: changes.slice(0, SHOWN),
    hasOlder: changes.length > SHOWN,
    reports: told.filter(({ service }) => isSameProduct(service, subscription.value.product)),
    names: await namesIn(documents, rights.location.globalId),
  });
}

/** Where the person has a right, of the partners that hold or held it. */
async function firstRights(
  documents: Documents,
  person: Pick<Person, 'personId' | 'standings'>,
  holders: ReadonlySet<PartnerId>,
  now: Date,
): Promise<Rights | undefined> {
  for (const { partnerId } of person.standings) {
    const rights = holders.has(partnerId) ? await rightsAt(documents, person, partnerId, now) : undefined;
    if (rights !== undefined) return rights;
  }
  return undefined;
}

/** Names of an account's locations: what its people may know of each other. */
async function namesIn(documents: Documents, globalId: GlobalId): Promise<ReadonlyMap<PartnerId, string>> {
  const ofAccount = [{ field: 'globalId', is: '=', value: globalId }] as const;
  const locations = await listLocations(documents, ofAccount, MAX_LOCATIONS);
  return new Map(locations.map(({ partnerId, name }) => [partnerId, name]));
}
