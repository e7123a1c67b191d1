import { newSubscription, type Subscription } from '../../src/domain/associations/customer.ts';
import type { DporChange } from '../../src/domain/associations/dpor-change.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import type { ReportedDpor } from '../../src/usecases/associations/take-dpor-change.ts';
import { noon } from './referrals.ts';

export const fourthCoffee = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');
export const azureSubscription = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');
export const [alpha, beta, gamma] = ['1001', '1002', '1003'].map((id) => PartnerId.parse(id)) as [
  PartnerId,
  PartnerId,
  PartnerId,
];

export function subscription(overrides: Partial<Subscription> = {}): Subscription {
  return {
    ...newSubscription({
      subscriptionId: azureSubscription,
      customerId: fourthCoffee,
      product: 'azure',
      dporPartnerId: alpha,
      dporChangedAt: null,
    }),
    licensing: 'EA',
    ...overrides,
  };
}

/** From `alpha` to `beta`, at noon. */
export function dporChange(overrides: Partial<DporChange> = {}): DporChange {
  return {
    subscriptionId: azureSubscription,
    customerId: fourthCoffee,
    previousPartnerId: alpha,
    partnerId: beta,
    changedAt: noon,
    changedBy: null,
    source: 'event',
    key: 'k1',
    ...overrides,
  };
}

export function reported(overrides: Partial<ReportedDpor> = {}): ReportedDpor {
  const { subscriptionId, previousPartnerId, partnerId, changedAt, changedBy, key } = dporChange();
  return {
    key,
    subscriptionId,
    customer: { customerId: fourthCoffee, name: 'Fourth Coffee' },
    product: 'Microsoft Azure',
    previousPartnerId,
    partnerId,
    changedAt,
    changedBy,
    ...overrides,
  };
}
