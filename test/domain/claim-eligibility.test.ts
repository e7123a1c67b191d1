import { describe, expect, it } from '@jest/globals';
import type { Subscription } from '../../src/domain/associations/customer.ts';
import { ACTIVITY_RULES, areasFed, workloadsOf } from '../../src/domain/claims/activities.ts';
import {
  claimableTargets,
  judgeTarget,
  type KnownSubscriptions,
} from '../../src/domain/claims/eligibility.ts';
import { claimFeeds } from '../../src/domain/claims/feeds.ts';
import { needsProof, proofMissing } from '../../src/domain/claims/proof.ts';
import { feedsOf } from '../../src/domain/associations/feeds.ts';
import { ELIGIBILITY } from '../../src/domain/scores/eligibility.ts';
import {
  ACTIVITIES,
  BUSINESS_APPLICATIONS_PRODUCTS,
  LICENSINGS,
  SUBSCRIPTION_STATUSES,
  USAGE_ONLY_WORKLOADS,
  WORKLOADS,
  type ClaimActivity,
} from '../../src/domain/shared/catalogue.ts';
import { SubscriptionId } from '../../src/domain/shared/ids.ts';
import { tailspin } from '../support/referrals.ts';

const S1 = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000a');
const BIZ: readonly ClaimActivity[] = ['osa', 'revrec', 'osu-bizapps'];
const M365: readonly ClaimActivity[] = ['osu-m365', 'usage-only'];

function subscription(overrides: Partial<Subscription> = {}): Subscription {
  return {
    subscriptionId: S1,
    customerId: tailspin,
    product: 'dynamics-365',
    workloads: ['exchange', 'teams'],
    licensing: 'EA',
    status: 'active',
    starts: null,
    ends: null,
    seats: 500,
    dporPartnerId: null,
    cspPartnerId: null,
    dporChangedAt: null,
    ...overrides,
  };
}

const known = (...subscriptions: Subscription[]): KnownSubscriptions => ({
  subscriptions,
  areComplete: true,
});
const NOTHING_KNOWN: KnownSubscriptions = { subscriptions: [], areComplete: false };

/** `ok`, or the code of the refusal. */
function judged(activity: ClaimActivity, target: string, customer: KnownSubscriptions): string {
  const result = judgeTarget(activity, target, customer);
  return result.ok ? 'ok' : result.error.code;
}

describe('licensing', () => {
  /** As the table of association types has it: which licensing each activity takes, in the catalogue's order. */
  const OPEN: { readonly [activity in ClaimActivity]: readonly string[] } = {
    'osu-m365': ['EA', 'CASA/EES', 'MOSA', 'CSP', 'CSP-legacy'],
    'usage-only': ['EA', 'CASA/EES', 'MOSA', 'CSP', 'CSP-legacy'],
    osa: ['EA', 'CASA/EES', 'MOSA'],
    revrec: ['EA', 'CASA/EES', 'MOSA', 'CSP-legacy'],
    'osu-bizapps': ['EA', 'CASA/EES'],
  };

  it.each(ACTIVITIES)('of %s is that of the programme, for each of the six models', (activity) => {
    const target = M365.includes(activity) ? 'exchange' : S1;

    const taken = LICENSINGS.filter(
      (licensing) => judged(activity, target, known(subscription({ licensing }))) === 'ok',
    );

    expect(taken).toEqual(OPEN[activity]);
  });

  it('of MPSA is refused everywhere, and nothing is offered instead', () => {
    for (const activity of ACTIVITIES) {
      const target = M365.includes(activity) ? 'exchange' : S1;
      expect(judgeTarget(activity, target, known(subscription({ licensing: 'MPSA' })))).toMatchObject({
        error: { code: 'licensing', licensing: 'MPSA', instead: [] },
      });
    }
  });

  it('names the activities that are open to it', () => {
    const instead = (activity: ClaimActivity, licensing: Subscription['licensing']) =>
      judgeTarget(activity, S1, known(subscription({ licensing })));

    expect(instead('osa', 'CSP-legacy')).toMatchObject({ error: { instead: ['revrec'] } });
    expect(instead('osu-bizapps', 'MOSA')).toMatchObject({ error: { instead: ['osa', 'revrec'] } });
    expect(instead('revrec', 'CSP')).toMatchObject({ error: { code: 'licensing', instead: [] } });
  });

  it('that nobody stated is left to the reviewer', () => {
    const unstated = known(subscription({ licensing: null }));

    expect(judgeTarget('osa', S1, unstated)).toEqual({
      ok: true,
      value: { target: S1, unchecked: ['licensing'] },
    });
    expect(judgeTarget('osu-m365', 'exchange', unstated)).toMatchObject({
      value: { unchecked: ['licensing'] },
    });
  });

  it('of one fitting subscription under the workload is enough, however many others are MPSA', () => {
    const mpsa = subscription({ licensing: 'MPSA' });

    expect(judged('osu-m365', 'exchange', known(mpsa, subscription({ licensing: 'CSP' })))).toBe('ok');
    expect(judged('osu-m365', 'exchange', known(mpsa, mpsa))).toBe('licensing');
    expect(
      judged('osu-m365', 'exchange', known(mpsa, subscription({ status: 'expired', licensing: 'EA' }))),
    ).toBe('licensing');
  });
});

describe('the product of a subscription', () => {
  const BIZ_PRODUCTS = [
    'dynamics-365',
    'CRM Online',
    'AX7',
    'Dynamics 365 Sales',
    ...BUSINESS_APPLICATIONS_PRODUCTS,
    'Power BI',
    'Power BI Pro',
    'Microsoft Power Apps per user',
    'Finance & Operations',
    'Business Central Essentials',
  ];

  it.each(BIZ.flatMap((activity) => BIZ_PRODUCTS.map((product) => [activity, product] as const)))(
    'is one that %s claims: %s',
    (activity, product) => {
      expect(judgeTarget(activity, S1, known(subscription({ product })))).toEqual({
        ok: true,
        value: { target: S1, unchecked: [] },
      });
    },
  );

  it.each(
    BIZ.flatMap((activity) =>
      [
        'azure',
        'office-365',
        'intune',
        'ems',
        'Microsoft 365 E3',
        'Azure Plan',
        'Office 365 E5 with Power BI',
      ].map((product) => [activity, product] as const),
    ),
  )('is none that %s claims, and is not offered: %s', (activity, product) => {
    const subscriptions = [subscription({ product })];

    expect(judged(activity, S1, known(...subscriptions))).toBe('other-product');
    expect(claimableTargets(activity, subscriptions)).toEqual([]);
  });

  it.each(BIZ)('that is in no catalogue is left to the reviewer by %s', (activity) => {
    const made = known(
      subscription({ product: 'Contoso Ledger', licensing: activity === 'revrec' ? null : 'EA' }),
    );

    expect(judgeTarget(activity, S1, made)).toEqual({
      ok: true,
      value: { target: S1, unchecked: activity === 'revrec' ? ['product', 'licensing'] : ['product'] },
    });
  });

  it.each(M365)('is not what %s claims: it claims a workload', (activity) => {
    expect(judged(activity, S1, known(subscription({ product: 'office-365' })))).toBe('not-a-workload');
  });
});

describe('the state of a subscription', () => {
  it.each(BIZ)('lets %s through while it is active or in grace', (activity) => {
    const taken = SUBSCRIPTION_STATUSES.filter(
      (status) => judged(activity, S1, known(subscription({ status }))) === 'ok',
    );

    expect(taken).toEqual(['active', 'in-grace']);
  });

  it.each(M365)('lets %s through only while one under the workload is active', (activity) => {
    const taken = SUBSCRIPTION_STATUSES.filter(
      (status) => judged(activity, 'exchange', known(subscription({ status }))) === 'ok',
    );

    expect(taken).toEqual(['active']);
  });

  it.each(M365)('must be active under the very workload, for %s', (activity) => {
    expect(judged(activity, 'intune', known(subscription()))).toBe('no-active-subscription');
    expect(judged(activity, 'intune', known())).toBe('no-active-subscription');
  });
});

describe('usage-only workloads', () => {
  const all = known(subscription({ workloads: [...WORKLOADS] }));

  it.each(USAGE_ONLY_WORKLOADS)('%s refuses the incentive and takes usage only', (workload) => {
    expect(judged('osu-m365', workload, all)).toBe('usage-only-workload');
    expect(judged('osu-m365', workload, NOTHING_KNOWN)).toBe('usage-only-workload');
    expect(judged('usage-only', workload, all)).toBe('ok');
  });

  it('are four, and every workload is open to usage only', () => {
    expect(WORKLOADS.filter((workload) => judged('osu-m365', workload, all) !== 'ok')).toEqual(
      WORKLOADS.filter((workload) => USAGE_ONLY_WORKLOADS.includes(workload)),
    );
    expect(WORKLOADS.every((workload) => judged('usage-only', workload, all) === 'ok')).toBe(true);
    expect(workloadsOf('osu-m365')).toHaveLength(WORKLOADS.length - 4);
    expect(workloadsOf('usage-only')).toEqual(WORKLOADS);
    expect(workloadsOf('osa')).toEqual([]);
  });
});

describe('the kind of target', () => {
  it.each(M365)('%s claims a workload and no subscription', (activity) => {
    expect(judged(activity, S1, known(subscription()))).toBe('not-a-workload');
    expect(judged(activity, 'Exchange', known(subscription()))).toBe('not-a-workload');
    expect(judged(activity, '__proto__', NOTHING_KNOWN)).toBe('not-a-workload');
    expect(judged(activity, '', NOTHING_KNOWN)).toBe('not-a-workload');
  });

  it.each(BIZ)('%s claims a subscription of that customer', (activity) => {
    expect(judged(activity, 'exchange', known(subscription()))).toBe('not-a-subscription');
    expect(judged(activity, '5b000000-0000-4000-8000-00000000000b', known(subscription()))).toBe(
      'unknown-subscription',
    );
    expect(judged(activity, S1.toUpperCase(), known(subscription()))).toBe('ok');
  });

  it('of a customer of whom nothing is known is left to the reviewer', () => {
    for (const [activity, target] of [
      ['osa', S1],
      ['usage-only', 'teams'],
      ['osu-m365', 'exchange'],
    ] as const) {
      expect(judgeTarget(activity, target, NOTHING_KNOWN)).toEqual({
        ok: true,
        value: { target, unchecked: ['subscriptions'] },
      });
    }
  });
});

describe('proof of execution', () => {
  it('goes with what is paid, and with everything once contested', () => {
    expect(ACTIVITIES.filter((activity) => needsProof(activity, false))).toEqual([
      'osu-m365',
      'osa',
      'osu-bizapps',
    ]);
    expect(ACTIVITIES.every((activity) => needsProof(activity, true))).toBe(true);
    expect(ACTIVITIES.filter((activity) => ACTIVITY_RULES[activity].isPaid)).toEqual(
      ACTIVITIES.filter((activity) => needsProof(activity, false)),
    );
  });

  it.each([
    ['nothing', [], 'proof-missing'],
    ['an assignment mail alone', ['assignment-mail'], 'assignment-mail-alone'],
    ['two assignment mails', ['assignment-mail', 'assignment-mail'], 'assignment-mail-alone'],
    [
      'an assignment mail with an acknowledgement',
      ['assignment-mail', 'customer-acknowledgement'],
      undefined,
    ],
    ['a statement of work', ['statement-of-work'], undefined],
    ['a link', ['other'], undefined],
  ] as const)('with %s', (_case, kinds, code) => {
    expect(proofMissing(kinds.map((kind) => ({ kind })))?.code).toBe(code);
  });
});

describe('what a claim feeds', () => {
  it('agrees with the matrix by association, and all of it is reached by some activity', () => {
    for (const activity of ACTIVITIES) {
      const target = M365.includes(activity) ? 'intune' : S1;
      for (const area of areasFed(activity, target)) {
        expect(ELIGIBILITY[area].cpor.metrics).toEqual(
          expect.arrayContaining([...ACTIVITY_RULES[activity].feeds]),
        );
      }
    }
    const fedInBusiness = new Set(BIZ.flatMap((activity) => ACTIVITY_RULES[activity].feeds));
    expect(fedInBusiness).toEqual(new Set(ELIGIBILITY['business-applications'].cpor.metrics));
  });

  const NET = ['net-customer-adds'];
  const USE = ['usage-growth', 'deployments'];
  it.each([
    ['osa', 'dynamics-365', USE, []],
    ['osu-bizapps', 'business-central', USE, []],
    ['revrec', 'dynamics-365', NET, []],
    ['osa', 'power-apps', [], USE],
    ['osu-bizapps', 'power-automate', [], USE],
    ['osu-bizapps', 'Power BI Pro', [], USE],
    ['osa', 'Dynamics 365 Customer Insights', [], USE],
    ['revrec', 'power-bi', NET, []],
    ['osa', '', USE, []],
    ['osu-bizapps', 'Visio Plan 2', USE, []],
    ['osu-m365', 'power-bi', [...NET, ...USE], []],
  ] as const)('leaves to PAL what counts by it: %s on "%s"', (activity, product, metrics, byPal) => {
    expect(claimFeeds(activity, M365.includes(activity) ? 'exchange' : S1, product)).toMatchObject({
      metrics,
      byPal,
    });
  });

  it('is part of what CPOR feeds with each product, and every metric of the product is fed by CPOR or PAL', () => {
    for (const product of BUSINESS_APPLICATIONS_PRODUCTS) {
      const fed = (association: 'cpor' | 'pal') =>
        feedsOf(product, association).flatMap(({ metrics }) => metrics);
      const claimed = BIZ.flatMap((activity) => claimFeeds(activity, S1, product).metrics);
      expect(new Set(claimed)).toEqual(new Set(fed('cpor')));
      expect(new Set([...fed('cpor'), ...fed('pal')])).toEqual(new Set([...NET, ...USE]));
    }
  });

  it('goes by the workload: Modern Work, Security, and Intune in both', () => {
    const areas = (workload: string) => areasFed('usage-only', workload);

    expect(areas('exchange')).toEqual(['modern-work']);
    expect(areas('defender-office-365')).toEqual(['security']);
    expect(areas('entra-id')).toEqual(['security']);
    expect(areas('intune')).toEqual(['modern-work', 'security']);
    expect(areasFed('revrec', S1)).toEqual(['business-applications']);
  });
});
