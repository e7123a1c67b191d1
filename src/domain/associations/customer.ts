import { z } from 'zod';
import { Licensing, SubscriptionStatus, Workload } from '../shared/catalogue.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';

export const Customer = z.object({
  customerId: CustomerId,
  name: z.string(),
  domain: z.string(),
  country: z.string(),
  language: z.string(),
  industry: z.string(),
  seats: z.number().int().min(0).nullable(),
});
export type Customer = z.infer<typeof Customer>;

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
