import { describe, expect, it } from '@jest/globals';
import type { Subscription } from '../../src/domain/associations/customer.ts';
import { doubtAbout } from '../../src/domain/claims/doubt.ts';
import { SubscriptionId } from '../../src/domain/shared/ids.ts';
import { tailspin } from '../support/referrals.ts';

const ONE = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');
const OTHER = '5b000000-0000-4000-8000-000000000002';

const on = (overrides: Partial<Subscription> = {}): Subscription => ({
  subscriptionId: ONE,
  customerId: tailspin,
  product: 'dynamics-365',
  workloads: [],
  licensing: 'EA',
  status: 'active',
  starts: null,
  ends: null,
  seats: 40,
  dporPartnerId: null,
  cspPartnerId: null,
  dporChangedAt: null,
  ...overrides,
});
const all = (...subscriptions: Subscription[]) => ({ subscriptions, areComplete: true });
const osa = { activity: 'osa', target: ONE } as const;

describe('a doubt about a claim that was taken unseen', () => {
  it.each([
    ['a subscription of Azure', osa, all(on({ product: 'azure' })), false, 'other-product'],
    ['one of a product in no catalogue', osa, all(on({ product: 'Ledger' })), false, 'unknown-product'],
    ['one that has expired', osa, all(on({ status: 'expired' })), false, 'not-in-force'],
    ['one by MPSA', osa, all(on({ licensing: 'MPSA' })), false, 'licensing'],
    ['one that is not there', { ...osa, target: OTHER }, all(on()), false, 'unknown-subscription'],
    ['one of another customer', osa, { subscriptions: [], areComplete: false }, true, 'of-another-customer'],
    [
      'a workload without a subscription',
      { activity: 'osu-m365', target: 'exchange' } as const,
      all(on()),
      false,
      'no-active-subscription',
    ],
    [
      'a usage-only workload as imported',
      { activity: 'osu-m365', target: 'teams' } as const,
      all(on()),
      false,
      'usage-only-workload',
    ],
  ])('is %s', (_case, claim, known, isOfAnother, code) => {
    expect(doubtAbout(claim, known, isOfAnother)).toMatchObject({ code });
  });

  it.each([
    ['a claim that fits', osa, all(on())],
    ['one whose licensing nobody told', osa, all(on({ licensing: null }))],
    ['a customer of whom nothing is known', osa, { subscriptions: [], areComplete: false }],
  ])('is none: %s', (_case, claim, known) => {
    expect(doubtAbout(claim, known, false)).toBeUndefined();
  });
});
