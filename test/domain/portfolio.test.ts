import { describe, expect, it } from '@jest/globals';
import type { UsageRow } from '../../src/domain/associations/association.ts';
import { gapsOf, type GapSources } from '../../src/domain/portfolio/gaps.ts';
import { trendsOf } from '../../src/domain/portfolio/usage.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { tie } from '../support/association-cards.ts';
import { subscription } from '../support/associations.ts';

const us = PartnerId.parse('1001');
const now = new Date('2026-11-23T12:00:00Z');

const usage = (more: Partial<UsageRow>): UsageRow => ({
  target: 'teams',
  date: '2026-10-01',
  partnerId: us,
  association: '',
  activeUsers: '80',
  seats: '100',
  acr: '',
  ...more,
});

function kinds(more: Partial<GapSources>): readonly string[] {
  const sources = {
    partnerId: us,
    ties: [],
    endings: [],
    subscriptions: [],
    usage: [],
    delegations: [],
    pal: [],
    siblings: [],
    ...more,
  };
  return gapsOf(sources, now).map(({ kind, subject }) => `${kind} ${subject}`);
}

describe('what is left on the table', () => {
  it('is Azure without a PAL link, and nothing once there is one', () => {
    const azure = tie({ target: 'sub-1', product: 'azure' });
    expect(kinds({ ties: [azure] })).toEqual(['no-pal sub-1']);
    expect(kinds({ ties: [azure, tie({ association: 'pal', target: 'user', product: '' })] })).toEqual([]);
    expect(kinds({ ties: [tie({ product: 'office-365' })] })).toEqual([]);
    expect(kinds({ ties: [tie({ product: 'azure', status: 'cancelled' })] })).toEqual([]);
    expect(kinds({ ties: [tie({ target: 'p', product: 'Power BI Pro' })] })).toEqual(['no-pal p']);
  });

  it('is usage of a workload without a claim on it, of their own rows only', () => {
    expect(kinds({ usage: [usage({})] })).toEqual(['usage-unclaimed teams']);
    expect(kinds({ usage: [usage({ partnerId: '1002' }), usage({ activeUsers: '0', seats: '' })] })).toEqual(
      [],
    );
    expect(
      kinds({ usage: [usage({})], ties: [tie({ association: 'cpor', target: 'teams', product: '' })] }),
    ).toEqual([]);
  });

  it.each([
    ['2026-11-22', []],
    ['2026-11-23', ['delegation-ends gdap']],
    ['2027-02-21', ['delegation-ends gdap']],
    ['2027-02-22', []],
    ['', []],
  ])('is a delegation that ends within ninety days: %s', (expires, found) => {
    expect(kinds({ delegations: [{ partnerId: us, kind: 'gdap', since: '2026-01-01', expires }] })).toEqual(
      found,
    );
    expect(kinds({ delegations: [{ partnerId: '1002', kind: 'gdap', since: '', expires }] })).toEqual([]);
  });

  it('is a DPOR that ended where nobody holds a subscription of that product', () => {
    const ending = {
      association: 'dpor',
      target: 'old',
      product: 'office-365',
      ended: new Date('2026-09-01'),
      isFound: false,
      why: 'removed',
    } as const;
    const open = subscription({ product: 'office-365', dporPartnerId: null });
    expect(kinds({ endings: [ending], subscriptions: [open] })).toEqual([
      `dpor-ended ${open.subscriptionId}`,
    ]);
    expect(
      kinds({ endings: [ending], subscriptions: [subscription({ product: 'azure', dporPartnerId: null })] }),
    ).toEqual([]);
    expect(kinds({ endings: [ending], subscriptions: [{ ...open, dporPartnerId: us }] })).toEqual([]);
    expect(kinds({ endings: [ending], subscriptions: [{ ...open, licensing: 'CSP' }] })).toEqual([]);
  });

  it('is more than half of the seats unused, by the latest figures', () => {
    const claimed = tie({ association: 'cpor', target: 'teams', product: '' });
    const of = (activeUsers: string) =>
      kinds({
        ties: [claimed],
        usage: [usage({ activeUsers }), usage({ date: '2026-01-01', activeUsers: '1' })],
      });
    expect(of('50')).toEqual([]);
    expect(of('49')).toEqual(['seats-unused teams']);
  });
});

describe('usage', () => {
  it('is what a tie covers since it began, the last two days of each target', () => {
    const teams = tie({ association: 'cpor', target: 'teams', product: '', since: new Date('2026-08-15') });
    const rows = ['2026-08-01', '2026-09-01', '2026-10-01'].map((date, at) =>
      usage({ date, activeUsers: String(10 * at) }),
    );
    expect(trendsOf([teams], us, [...rows, usage({ partnerId: '1002', date: '2026-11-01' })])).toEqual([
      {
        target: 'teams',
        association: 'cpor',
        latest: { date: '2026-10-01', activeUsers: 20, seats: 100, acr: null },
        before: { date: '2026-09-01', activeUsers: 10, seats: 100, acr: null },
      },
    ]);
    expect(trendsOf([teams], us, [usage({ association: 'dpor' })])).toEqual([]);
  });
});
