import { describe, expect, it } from '@jest/globals';
import type { Ending } from '../../src/domain/associations/former.ts';
import { freshLossAt, unseenLoss } from '../../src/domain/today/lost.ts';
import {
  asks,
  byUrgency,
  closestOf,
  scoresOf,
  type ScoredArea,
  type Waiting,
} from '../../src/domain/today/waiting.ts';
import { CustomerId, GlobalId, PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const offer = (dueAt: Date | null): Waiting => ({
  kind: 'offer',
  customerName: 'Tailspin',
  referralId: ReferralId.parse('R-1'),
  part: 1,
  dueAt,
});
const claim = (dueAt: Date | null): Waiting => ({
  kind: 'claim',
  customerName: 'Wingtip',
  claimId: 'C-1',
  isContested: false,
  dueAt,
});
const lost = (at: Date): Waiting => ({
  kind: 'lost',
  customerName: 'Fourth Coffee',
  product: 'azure',
  subscriptionId: '5b000000-0000-4000-8000-000000000001',
  partnerId: PartnerId.parse('1001'),
  isTold: true,
  at,
});
const dispute = (dueAt: Date): Waiting => ({
  kind: 'dispute',
  customerName: 'Wingtip',
  claimId: 'C-2',
  dueAt,
});
const partnerId = PartnerId.parse('1001');
const pause: Waiting = { kind: 'pause', locationName: 'Contoso', partnerId, until: day(30) };
const closest: Waiting = {
  kind: 'closest',
  globalId: GlobalId.parse('9000'),
  area: 'security',
  total: 60,
  missing: 10,
};
const rate: Waiting = { kind: 'acceptance', standing: 'near', rate: 0.8, locationName: 'Contoso', partnerId };
const queue: Waiting = { kind: 'queue', count: 3 };

describe('what waits today', () => {
  it('is in order of what ends soonest, whatever it is', () => {
    const all = [
      closest,
      pause,
      queue,
      rate,
      lost(day(20)),
      lost(day(22)),
      claim(day(25)),
      dispute(day(27)),
      offer(day(26)),
      offer(day(24)),
    ];
    expect(all.toSorted(byUrgency)).toEqual([
      offer(day(24)),
      claim(day(25)),
      offer(day(26)),
      dispute(day(27)),
      lost(day(22)),
      lost(day(20)),
      rate,
      queue,
      pause,
      closest,
    ]);
  });

  it('has what ends at no known time behind what has an end', () => {
    expect([offer(null), claim(day(25))].toSorted(byUrgency)).toEqual([claim(day(25)), offer(null)]);
    expect([claim(null), offer(null)].toSorted(byUrgency)).toEqual([offer(null), claim(null)]);
  });

  it('does not count a pause and the closest area', () => {
    expect([offer(null), claim(null), lost(day(1)), rate, queue, pause, closest].map(asks)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the area closest to 70', () => {
  const area = (overrides: Partial<ScoredArea>): ScoredArea => ({
    globalId: GlobalId.parse('9000'),
    area: 'security',
    total: 60,
    qualified: false,
    missing: 10,
    zero: [],
    ...overrides,
  });
  const far = area({ area: 'data-ai', total: 20, missing: 50 });
  const near = area({ area: 'modern-work', total: 69, missing: 1 });
  const atZero = area({ area: 'infrastructure', total: 75, missing: 0, zero: ['deployments'] });
  const there = area({ area: 'security', total: 80, missing: 0, qualified: true });

  it('is the one that needs least, a metric at zero before points', () => {
    expect(closestOf([far, near, there])).toMatchObject([{ area: 'modern-work', missing: 1 }]);
    expect(closestOf([far, near, atZero, there])).toMatchObject([{ area: 'infrastructure', missing: 0 }]);
  });

  it('is none where all qualify, or where there are no figures', () => {
    expect(closestOf([there])).toEqual([]);
    expect(closestOf([])).toEqual([]);
  });

  it('comes before what qualifies', () => {
    expect(scoresOf([there, far, near])).toEqual([near, far, there]);
  });
});

describe('a lost Digital Partner of Record', () => {
  const customerId = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');
  const now = day(20);
  const ending = (target: string, ended: Date, association: Ending['association'] = 'dpor'): Ending => ({
    association,
    target,
    product: 'azure',
    ended,
    isFound: false,
    why: 'moved',
  });
  const seen = (of: { readonly [id: string]: Date }) => (id: string) => of[id];
  const never = seen({});
  const justNow = (days: number) => new Date(day(days).getTime() + 1);

  it('waits for seven days, and not an instant longer', () => {
    expect(unseenLoss(customerId, [ending('one', justNow(13))], never, now)).toMatchObject({ target: 'one' });
    expect(unseenLoss(customerId, [ending('one', day(13))], never, now)).toBeUndefined();
  });

  it('is the latest of several; what ended otherwise is none', () => {
    const all = [ending('one', day(14)), ending('two', day(18)), ending('three', day(19), 'cpor')];
    expect(unseenLoss(customerId, all, never, now)).toMatchObject({ target: 'two' });
    expect(freshLossAt(all, now)).toEqual(day(18));
    expect(freshLossAt([ending('three', day(19), 'cpor')], now)).toBeUndefined();
  });

  it('waits no longer once its customer was opened since; a later loss there does', () => {
    const looked = seen({ [customerId]: day(18) });
    expect(unseenLoss(customerId, [ending('one', day(18))], looked, now)).toBeUndefined();
    expect(unseenLoss(customerId, [ending('one', justNow(18))], looked, now)).toMatchObject({
      target: 'one',
    });
  });

  it('waits no longer once its history was opened; another subscription of the customer does', () => {
    const all = [ending('one', day(18)), ending('two', day(17))];
    expect(unseenLoss(customerId, all, seen({ one: day(19) }), now)).toMatchObject({ target: 'two' });
    expect(unseenLoss(customerId, all, seen({ one: day(19), two: day(19) }), now)).toBeUndefined();
  });
});
