import { newSubscription, type Subscription } from '../../src/domain/associations/customer.ts';
import type { DporChange } from '../../src/domain/associations/dpor-change.ts';
import type { DporReport } from '../../src/domain/associations/dpor-report.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import type { ReportedDpor } from '../../src/usecases/associations/take-dpor-change.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, type Documents } from '../../src/usecases/ports.ts';
import { noon } from './referrals.ts';
import { aad } from './seed.ts';
import { SubscriptionDocument } from '../../src/usecases/associations/documents.ts';
import { PointerDocument } from '../../src/usecases/memberships/documents.ts';

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

/** That somebody of `alpha` says that it was added at noon. */
export function dporReport(overrides: Partial<DporReport> = {}): DporReport {
  return {
    mailId: 'a'.repeat(32),
    partnerId: alpha,
    customerId: fourthCoffee,
    what: 'added',
    organization: 'Fourth Coffee',
    service: 'Microsoft Azure',
    starts: { written: '', days: [] },
    ends: { written: '', days: [] },
    sentAt: noon,
    toldAt: noon,
    toldBy: aad(1),
    toldByName: 'Dana Okafor',
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

/** Keeps a subscription with its pointer, as an import would. */
export async function seedSubscription(
  documents: Documents,
  overrides: Partial<Subscription>,
): Promise<void> {
  const one = subscription(overrides);
  const { subscriptionId, customerId } = one;
  await documents.commit(partitions.customer(customerId), [
    create(SubscriptionDocument, `subscription:${subscriptionId}`, one),
  ]);
  await documents.commit(partitions.pointer('subscription', subscriptionId), [
    create(PointerDocument, 'subscription', { to: customerId }),
  ]);
}

/** The event of {@link dporChange}. */
export function dporEvent(id: string) {
  return {
    source: 'crm',
    id,
    type: 'porter.dpor.changed' as const,
    time: null,
    data: {
      subscriptionId: azureSubscription,
      customer: { customerId: fourthCoffee, name: 'Fourth Coffee' },
      product: 'azure',
      previousPartnerId: alpha,
      partnerId: beta,
      changedAt: noon.toISOString(),
    },
  };
}
