import { describe, expect, it } from '@jest/globals';
import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import type { Subscription } from '../../src/domain/associations/customer.ts';
import type { DporChange } from '../../src/domain/associations/dpor-change.ts';
import { feedsOf } from '../../src/domain/associations/feeds.ts';
import { isSameProduct, productOf } from '../../src/domain/associations/product.ts';
import { lastOf, takeDpor } from '../../src/domain/associations/take-dpor.ts';
import type { PartnerId } from '../../src/domain/shared/ids.ts';
import { alpha, beta, dporChange, gamma, subscription } from '../support/associations.ts';
import { before, inDays, noon } from '../support/referrals.ts';

/** Takes changes in, in that order; what is stored then, and who was told of what. */
function takeAll(start: Subscription | undefined, changes: readonly DporChange[]) {
  let stored = start;
  const history: DporChange[] = [];
  const forward: Date[] = [];
  for (const change of changes) {
    const tied = history.filter(({ changedAt }) => changedAt.getTime() === change.changedAt.getTime());
    const taken = takeDpor(stored, change, tied);
    if (!taken.ok) throw new Error(taken.error.code);
    history.push(change);
    if (taken.value.code === 'late') continue;
    stored = { ...(stored ?? subscription()), ...taken.value.holder };
    if (taken.value.code === 'forward') forward.push(change.changedAt);
  }
  const byKey = history.sort((one, two) => one.key.localeCompare(two.key));
  return { holder: stored?.dporPartnerId, changedAt: stored?.dporChangedAt, history: byKey, forward };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((others) => [item, ...others]));
}

describe('a change of the holder', () => {
  const held = subscription({ dporChangedAt: noon });

  it.each<[string, Subscription | undefined, Partial<DporChange>, object]>([
    [
      'a later one moves it',
      held,
      { changedAt: inDays(1) },
      { code: 'forward', lost: [alpha], gained: beta },
    ],
    [
      'a removal leaves none',
      held,
      { changedAt: inDays(1), partnerId: null },
      { lost: [alpha], gained: null },
    ],
    ['one a millisecond older is late', held, { changedAt: before(noon) }, { code: 'late' }],
    [
      'one of the same instant that goes on from it moves it',
      held,
      { changedAt: noon },
      { code: 'forward', lost: [alpha], gained: beta },
    ],
    [
      'any date counts while it is not known since when it is held',
      subscription(),
      { changedAt: inDays(-900) },
      { code: 'forward', lost: [alpha], gained: beta },
    ],
    ['the same holder tells nobody', held, { changedAt: inDays(1), partnerId: alpha }, { code: 'same' }],
    [
      'nobody, of a subscription that nobody holds, tells nobody',
      subscription({ dporPartnerId: null }),
      { partnerId: null },
      { code: 'same' },
    ],
    [
      'of an unknown subscription it says who held it before',
      undefined,
      {},
      { code: 'forward', lost: [alpha], gained: beta },
    ],
    [
      'of an unknown subscription that nobody held it tells the new one only',
      undefined,
      { previousPartnerId: null },
      { lost: [], gained: beta },
    ],
    [
      'whoever it names as the one before lost it as well as the one stored',
      held,
      { changedAt: inDays(1), previousPartnerId: gamma },
      { lost: [alpha, gamma], gained: beta },
    ],
    [
      'whoever gains it never counts as having lost it',
      held,
      { changedAt: inDays(1), previousPartnerId: beta },
      { lost: [alpha], gained: beta },
    ],
  ])('%s', (_case, stored, overrides, expected) => {
    const taken = takeDpor(stored, dporChange(overrides), []);

    expect(taken).toMatchObject({ ok: true, value: expected });
  });

  it('that leaves the holder as it is still counts as the newest', () => {
    const { holder, changedAt } = takeAll(held, [
      dporChange({ key: '1', changedAt: inDays(2), partnerId: alpha }),
      dporChange({ key: '2', changedAt: inDays(1), partnerId: gamma }),
    ]);

    expect({ holder, changedAt }).toEqual({ holder: alpha, changedAt: inDays(2) });
  });

  it.each([
    ['licensed as CSP', { licensing: 'CSP' }],
    ['of legacy CSP', { licensing: 'CSP-legacy' }],
    ['with a CSP partner', { cspPartnerId: gamma }],
  ] as const)('is refused on a subscription %s', (_case, overrides) => {
    expect(takeDpor(subscription(overrides), dporChange(), [])).toEqual({
      ok: false,
      error: { code: 'csp' },
    });
  });
});

describe('five changes in any of the 120 orders', () => {
  const holders = [beta, null, gamma, alpha, beta];
  const inOrder = holders.map((partnerId, at) =>
    dporChange({
      key: `k${at}`,
      changedAt: inDays(at),
      previousPartnerId: holders[at - 1] ?? (at === 0 ? alpha : null),
      partnerId,
    }),
  );

  it.each([
    ['a known subscription', subscription()],
    ['an unknown one', undefined],
  ])('end in the same state of %s, and only ever tell what is newer', (_case, start) => {
    const expected = takeAll(start, inOrder);
    const orders = permutations(inOrder);

    const ends = orders.map((order) => takeAll(start, order));

    expect(orders).toHaveLength(120);
    expect(expected).toMatchObject({ holder: beta, changedAt: inDays(4) });
    for (const { forward, ...state } of ends) {
      expect(state).toEqual({
        holder: expected.holder,
        changedAt: expected.changedAt,
        history: expected.history,
      });
      expect(forward).toEqual([...forward].sort((one, two) => one.getTime() - two.getTime()));
    }
    expect(new Set(ends.map(({ forward }) => forward.length))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it('end in the same state also when some are of the same instant', () => {
    const partner = constantFrom<PartnerId | null>(alpha, beta, gamma, null);
    const day = integer({ min: 0, max: 2 });
    const changes = array(record({ day, previousPartnerId: partner, partnerId: partner }), {
      minLength: 2,
      maxLength: 5,
    });
    assert(
      property(changes, (some) => {
        const told = some.map(({ day: at, ...rest }, n) =>
          dporChange({ ...rest, changedAt: inDays(at), key: `k${n}` }),
        );
        const states = permutations(told).map((order) => {
          const { forward: _forward, ...state } = takeAll(subscription(), order);
          return JSON.stringify(state);
        });
        expect(new Set(states).size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('of changes of one instant, the last', () => {
  it.each([
    [
      'goes on from the others',
      [
        [null, beta],
        [alpha, null],
      ],
      beta,
    ],
    [
      'is the end of a chain',
      [
        [gamma, null],
        [beta, gamma],
        [alpha, beta],
      ],
      null,
    ],
    [
      'is the higher PartnerID of two ends',
      [
        [alpha, gamma],
        [alpha, beta],
      ],
      gamma,
    ],
    [
      'is the higher PartnerID of a circle',
      [
        [beta, alpha],
        [alpha, beta],
      ],
      beta,
    ],
  ] as const)('%s', (_case, pairs, expected) => {
    const changes = pairs.map(([previousPartnerId, partnerId], n) =>
      dporChange({ previousPartnerId, partnerId, key: `k${n}` }),
    );

    expect(permutations(changes).map((order) => lastOf(order).partnerId)).toEqual(
      permutations(changes).map(() => expected),
    );
  });
});

describe('a product', () => {
  it.each([
    ['office-365', 'office-365'],
    ['Office 365 Enterprise E3', 'office-365'],
    ['Microsoft 365 E5', 'office-365'],
    ['AZURE', 'azure'],
    ['Microsoft Azure', 'azure'],
    ['Azure Active Directory Premium P1', 'Azure Active Directory Premium P1'],
    ['CRM Online', 'dynamics-365'],
    ['Microsoft Dynamics CRM Online Professional', 'dynamics-365'],
    ['AX7', 'dynamics-365'],
    ['Dynamics 365 Business Central', 'dynamics-365'],
    ['Dynamics 365 Customer Insights', 'Dynamics 365 Customer Insights'],
    ['Power BI Pro for Office 365', 'Power BI Pro for Office 365'],
    ['power-apps', 'power-apps'],
    ['Windows Intune', 'intune'],
    ['Enterprise Mobility + Security E3', 'ems'],
    ['Enterprise Mobility Suite', 'ems'],
    [' Visio Plan 2 ', 'Visio Plan 2'],
  ])('written "%s" is %s', (name, product) => {
    expect(productOf(name)).toBe(product);
  });

  it('is the same in another spelling', () => {
    expect(isSameProduct('Office 365 E3', 'office-365')).toBe(true);
    expect(isSameProduct('Visio Plan 2', 'visio plan 2')).toBe(true);
    expect(isSameProduct('Visio Plan 2', 'Project')).toBe(false);
  });
});

describe('what DPOR feeds', () => {
  const ALL = ['net-customer-adds', 'usage-growth', 'deployments'];
  it.each([
    ['office-365', [{ areas: ['modern-work'], tracks: ['enterprise'], metrics: ALL }]],
    ['dynamics-365', [{ areas: ['business-applications'], tracks: ['enterprise', 'smb'], metrics: ALL }]],
    [
      'azure',
      [
        {
          areas: ['infrastructure', 'data-ai', 'digital-app-innovation'],
          tracks: ['enterprise', 'smb'],
          metrics: ALL,
        },
      ],
    ],
    ['Visio Plan 2', []],
    ['power-bi', []],
    ['Dynamics 365 Customer Insights', []],
  ])('with %s', (product, feeds) => {
    expect(feedsOf(product, 'dpor')).toEqual(feeds);
  });
});

describe('the areas that an association with a product feeds', () => {
  const AZURE = ['infrastructure', 'data-ai', 'digital-app-innovation'];
  it.each([
    ['azure', 'pal', [...AZURE, 'security']],
    ['azure', 'dpor', AZURE],
    ['azure', 'csp', AZURE],
    ['azure', 'cpor', []],
    ['ems', 'cpor', ['modern-work', 'security']],
    ['intune', 'cpor', ['modern-work', 'security']],
    ['ems', 'dpor', ['modern-work']],
    ['ems', 'pal', []],
    ['office-365', 'cpor', ['modern-work']],
    ['office-365', 'pal', []],
    ['dynamics-365', 'pal', []],
    ['dynamics-365', 'dpor', ['business-applications']],
  ] as const)('are those of its half: %s by %s', (product, association, areas) => {
    expect(feedsOf(product, association).flatMap((feed) => feed.areas)).toEqual(areas);
  });

  const POWER = [
    ['cpor', ['net-customer-adds']],
    ['pal', ['usage-growth', 'deployments']],
    ['dpor', []],
    ['csp', []],
  ] as const;
  const DYNAMICS = [
    ['cpor', ['net-customer-adds', 'usage-growth', 'deployments']],
    ['pal', []],
  ] as const;
  it.each([
    ...['power-apps', 'power-automate', 'power-bi', 'customer-insights'].map((id) => [id, POWER] as const),
    ['Power Apps per user', POWER],
    ['Dynamics 365 Customer Insights', POWER],
    ...['dynamics-365', 'business-central', 'customer-engagement', 'finance-operations'].map(
      (id) => [id, DYNAMICS] as const,
    ),
  ])('split the metrics of Business Applications: %s', (product, fed) => {
    for (const [association, metrics] of fed) {
      const feeds = feedsOf(product, association);
      expect(feeds.flatMap((feed) => feed.metrics)).toEqual(metrics);
      expect(feeds.flatMap(({ areas }) => areas)).toEqual(
        metrics.length === 0 ? [] : ['business-applications'],
      );
    }
  });
});
