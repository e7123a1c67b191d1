import { z } from 'zod';
import { Licensing, SubscriptionStatus, Workload } from '../shared/catalogue.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';

/** A customer as an import or an event names it: a fact, for whoever may see it. */
export const Customer = z.object({
  customerId: CustomerId,
  name: z.string(),
  domain: z.string(),
  country: z.string(),
  language: z.string(),
  industry: z.string(),
  seats: z.number().int().min(0).nullable(),
  /** An event has named it; absent for one that was imported, and for those of earlier releases. */
  namedBy: z.literal('event').optional(),
});
export type Customer = z.infer<typeof Customer>;

/** How a location calls a customer that nobody had named when it claimed there: the location's own word, and nobody else's. */
export const OwnName = z.object({
  partnerId: PartnerId,
  customerId: CustomerId,
  name: z.string(),
  domain: z.string(),
  /** The customer had a recorded name by then, which this location may not know. */
  cameLater: z.boolean().optional(),
});
export type OwnName = z.infer<typeof OwnName>;

/** A customer's subscription; at most one Digital Partner of Record at a time. */
export const Subscription = z.object({
  subscriptionId: SubscriptionId,
  customerId: CustomerId,
  /** A product of the catalogue, or another name as written. */
  product: z.string(),
  workloads: z.array(Workload),
  licensing: Licensing.nullable(),
  status: SubscriptionStatus,
  starts: Day.nullable(),
  ends: Day.nullable(),
  seats: z.number().int().min(0).nullable(),
  dporPartnerId: PartnerId.nullable(),
  cspPartnerId: PartnerId.nullable(),
  /** When the stored holder was set; `null` until a change of a known time was taken in. */
  dporChangedAt: Instant.nullable(),
  /** When it was first heard of; absent for those of earlier releases and of a baseline: before everything else. */
  knownSince: Instant.optional(),
});
export type Subscription = z.infer<typeof Subscription>;

/** A customer that an event names and nobody imported yet. */
export function newCustomer({ customerId, name }: Pick<Customer, 'customerId' | 'name'>): Customer {
  return { customerId, name, domain: '', country: '', language: '', industry: '', seats: null };
}

/** A subscription that is known by its DPOR alone. */
export function newSubscription(
  of: Pick<
    Subscription,
    'subscriptionId' | 'customerId' | 'product' | 'dporPartnerId' | 'dporChangedAt' | 'knownSince'
  >,
): Subscription {
  return {
    workloads: [],
    licensing: null,
    status: 'active',
    starts: null,
    ends: null,
    seats: null,
    cspPartnerId: null,
    ...of,
  };
}
