import { describe, expect, it } from '@jest/globals';
import { asks, byUrgency, type Waiting } from '../../src/domain/today/waiting.ts';
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
  customerId: CustomerId.parse('cccccccc-0000-4000-8000-000000000001'),
  product: 'azure',
  at,
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
      offer(day(26)),
      offer(day(24)),
    ];
    expect(all.toSorted(byUrgency)).toEqual([
      offer(day(24)),
      claim(day(25)),
      offer(day(26)),
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
