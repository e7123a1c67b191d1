import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  awaitsMatching,
  decideOffer,
  timeOutOverdue,
  type DecidedBy,
} from '../../src/domain/referrals/decide.ts';
import {
  byRoundRobin,
  choose,
  firstFailed,
  isEligible,
  type Claims,
  type Priority,
} from '../../src/domain/referrals/match.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { currentOffer } from '../../src/domain/referrals/referral.ts';
import type { Workload } from '../../src/domain/shared/catalogue.ts';
import { AadObjectId, PartnerId } from '../../src/domain/shared/ids.ts';
import { before, inDays, location, noon, offer, referral, request } from '../support/referrals.ts';

const id = (text: string) => PartnerId.parse(text);
const dana: DecidedBy = {
  decider: { by: AadObjectId.parse('33333333-3333-4333-8333-333333333330'), name: 'Dana Okafor' },
  opId: 'op-1',
};
const first = { part: 1, round: 1 };

describe('what a location must meet', () => {
  it('is met by a location that meets every criterion', () => {
    expect(firstFailed(location(), request(), noon)).toBeUndefined();
  });

  it.each<[string, Partial<Location>, Parameters<typeof request>[0], string]>([
    ['not referral ready', { referralReady: false }, {}, 'referral-ready'],
    ['without the FRP membership for a Benefit referral', { memberships: [cm()] }, {}, 'membership'],
    [
      'whose membership ended yesterday',
      { memberships: [{ ...frp(), ends: '2026-11-22' }] },
      {},
      'membership',
    ],
    ['that does not serve the country', { countries: ['FR'] }, {}, 'country'],
    ['that does not speak the language', { languages: ['fr', 'de'] }, {}, 'language'],
    ['one seat below its smallest customer', { minSeats: 1251 }, {}, 'size'],
    ['one seat above its largest customer', { maxSeats: 1249 }, {}, 'size'],
    ['of another industry', { industries: ['health'] }, {}, 'industry'],
    [
      'without an endorsement for one of the workloads',
      { endorsements: [teamsUntil('2027-12-31')] },
      {},
      'endorsement',
    ],
    [
      'whose specialization ended yesterday',
      { endorsements: [teamsUntil('2026-11-22')] },
      { workloads: ['teams'] },
      'endorsement',
    ],
    ['paused until the next instant', { pausedUntil: inDays(1) }, {}, 'paused'],
    ['that let the part go', {}, { letGo: [id('1001')] }, 'let-go'],
    ['of the operator who ordered it', {}, { leftOut: [id('1001')] }, 'own-partner'],
  ])('is not met by a location %s', (_case, change, ask, criterion) => {
    expect(firstFailed(location(change), request(ask), noon)).toBe(criterion);
  });

  it.each<[string, Partial<Location>, Parameters<typeof request>[0]]>([
    ['on the last day of its membership', { memberships: [{ ...frp(), ends: '2026-11-23' }] }, {}],
    [
      'on the last valid day of its specialization',
      { endorsements: [teamsUntil('2026-11-23')] },
      { workloads: ['teams'] },
    ],
    ['at its smallest customer', { minSeats: 1250 }, {}],
    ['at its largest customer', { maxSeats: 1250 }, {}],
    ['of that industry', { industries: ['retail'] }, {}],
    ['whose pause ends this instant', { pausedUntil: noon }, {}],
    ['of the community, for a Standard referral', { memberships: [cm()] }, { kind: 'standard' }],
  ])('is met %s', (_case, change, ask) => {
    expect(firstFailed(location(change), request(ask), noon)).toBeUndefined();
  });

  it('offers a Benefit referral from 150 seats on, a Standard one from the first', () => {
    expect([isEligible('benefit', 149), isEligible('benefit', 150), isEligible('standard', 1)]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('who is chosen', () => {
  const none: Priority = { claims: new Map(), dpor: new Set() };
  const byClaim = (claims: Claims): Priority => ({ ...none, claims });

  it('is the one that received fewest', () => {
    const eligible = [
      location({ partnerId: id('1001'), received: 2 }),
      location({ partnerId: id('1002'), received: 1 }),
    ];
    expect(choose(eligible, none, [])?.partnerId).toBe('1002');
  });

  it('is, among equals, the one never offered anything, then the one whose last offer is oldest', () => {
    const recent = location({ partnerId: id('1001'), lastOfferedAt: noon });
    const older = location({ partnerId: id('1002'), lastOfferedAt: before(noon) });
    const never = location({ partnerId: id('1003') });
    expect(choose([recent, older, never], none, [])?.partnerId).toBe('1003');
    expect(choose([recent, older], none, [])?.partnerId).toBe('1002');
  });

  it('is, among full equals, the lowest partnerId as a number', () => {
    const eligible = [location({ partnerId: id('10000') }), location({ partnerId: id('9999') })];
    expect(choose(eligible, none, [])?.partnerId).toBe('9999');
  });

  it('is a claimant before anybody who received less', () => {
    const claimant = location({ partnerId: id('1001'), received: 50 });
    const claims: Claims = new Map([[claimant.partnerId, []]]);
    expect(
      choose([location({ partnerId: id('1002') }), claimant], byClaim(claims), ['teams'])?.partnerId,
    ).toBe('1001');
  });

  it('is the claimant of most of the requested workloads', () => {
    const one = location({ partnerId: id('1001') });
    const two = location({ partnerId: id('1002'), received: 50 });
    const claims: Claims = new Map<PartnerId, readonly Workload[]>([
      [one.partnerId, ['teams', 'intune', 'yammer']],
      [two.partnerId, ['teams', 'exchange']],
    ]);
    expect(choose([one, two], byClaim(claims), ['teams', 'exchange'])?.partnerId).toBe('1002');
  });

  describe('with a DPOR of the customer', () => {
    const holder = location({ partnerId: id('1001'), received: 50 });
    const other = location({ partnerId: id('1002') });
    const claimant = location({ partnerId: id('1003'), received: 90 });
    const dpor = new Set([holder.partnerId]);

    it('is the DPOR before anybody who received less', () => {
      expect(choose([other, holder], { ...none, dpor }, ['teams'])).toBe(holder);
    });

    it('is a claimant before the DPOR, on whatever workload', () => {
      const claims: Claims = new Map([[claimant.partnerId, []]]);
      expect(choose([holder, claimant, other], { claims, dpor }, ['teams'])).toBe(claimant);
    });

    it('is, of several DPOR holders, the one next in turn', () => {
      const both = new Set([holder.partnerId, claimant.partnerId]);
      expect(choose([claimant, other, holder], { ...none, dpor: both }, ['teams'])).toBe(holder);
    });

    it('is, of several claimants, the one next in turn, whichever is DPOR', () => {
      const second = location({ partnerId: id('1004'), received: 10 });
      const claims: Claims = new Map([
        [claimant.partnerId, []],
        [second.partnerId, []],
      ]);
      const theirs = new Set([claimant.partnerId]);
      expect(choose([claimant, second], { claims, dpor: theirs }, ['teams'])).toBe(second);
    });
  });

  it('does not depend on the order in which locations are looked at', () => {
    const some = fc.uniqueArray(
      fc.record({
        number: fc.integer({ min: 1000, max: 1020 }),
        received: fc.integer({ min: 0, max: 2 }),
        offered: fc.option(fc.integer({ min: 0, max: 2 }), { nil: null }),
        claims: fc.boolean(),
        dpor: fc.boolean(),
      }),
      { selector: (one) => one.number, minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (facts, seeds) => {
        const all = facts.map((fact) =>
          location({
            partnerId: id(String(fact.number)),
            received: fact.received,
            lastOfferedAt: fact.offered === null ? null : inDays(fact.offered),
          }),
        );
        const claims: Claims = new Map(
          all.filter((_one, index) => facts[index]?.claims).map((one) => [one.partnerId, []]),
        );
        const shuffled = all
          .map((one) => ({ one, at: seeds.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const dpor = new Set(
          all.filter((_one, index) => facts[index]?.dpor).map(({ partnerId }) => partnerId),
        );
        const chosen = choose(all, { claims, dpor }, ['teams']);
        expect(choose(shuffled, { claims, dpor }, ['teams'])).toBe(chosen);
        // Brute force: nobody is before the chosen one.
        const rank = ({ partnerId }: Location) => (claims.has(partnerId) ? 2 : dpor.has(partnerId) ? 1 : 0);
        for (const other of all) {
          if (other === chosen || chosen === undefined) continue;
          expect(
            rank(other) < rank(chosen) || (rank(other) === rank(chosen) && byRoundRobin(chosen, other) < 0),
          ).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a decision on an offer', () => {
  it('accepts an open offer up to the instant before its deadline', () => {
    const decided = decideOffer(referral(), first, { verb: 'accept' }, dana, before(inDays(7)));
    const accepted = decided.ok ? currentOffer(decided.value.parts[0]!) : undefined;
    expect(accepted).toMatchObject({ status: 'accepted', decidedBy: dana.decider, opId: 'op-1' });
  });

  it('times out at the deadline and not before', () => {
    const { referral: timedOut, ended } = timeOutOverdue(referral(), inDays(7));
    expect(currentOffer(timedOut.parts[0]!)?.status).toBe('timed-out');
    expect(ended).toEqual([{ part: 1, offer: currentOffer(timedOut.parts[0]!) }]);
    expect(timeOutOverdue(referral(), before(inDays(7)))).toEqual({ referral: referral(), ended: [] });
  });

  it('refuses a press at the deadline once what is overdue has been applied', () => {
    const now = inDays(7);
    const decided = decideOffer(
      timeOutOverdue(referral(), now).referral,
      first,
      { verb: 'accept' },
      dana,
      now,
    );
    expect(decided).toMatchObject({ ok: false, error: { code: 'stale', offer: { status: 'timed-out' } } });
  });

  it.each(['accepted', 'declined', 'timed-out', 'withdrawn', 'ftc', 'not-eligible'] as const)(
    'finds an offer that is %s stale',
    (status) => {
      const stale = referral({
        parts: [{ part: 1, workloads: ['teams'], offers: [offer({ status })], redirect: null }],
      });
      const decided = decideOffer(stale, first, { verb: 'accept' }, dana, noon);
      expect(decided).toMatchObject({ ok: false, error: { code: 'stale' } });
    },
  );

  it('finds an earlier round stale even where it was never decided', () => {
    const offers = [offer(), offer({ round: 2 })];
    const two = referral({ parts: [{ part: 1, workloads: ['teams'], offers, redirect: null }] });
    expect(decideOffer(two, first, { verb: 'accept' }, dana, noon)).toMatchObject({ ok: false });
    expect(decideOffer(two, { part: 1, round: 2 }, { verb: 'accept' }, dana, noon).ok).toBe(true);
  });

  it('needs notes with the reason other, and only with that one', () => {
    const bare = (reason: 'other' | 'capacity', notes: string) =>
      decideOffer(referral(), first, { verb: 'decline', reason, notes }, dana, noon);
    expect(bare('other', '  ')).toEqual({ ok: false, error: { code: 'notes-required' } });
    expect(bare('other', 'busy').ok && bare('capacity', '').ok).toBe(true);
  });

  it('withdraws what is offered or accepted, and nothing else', () => {
    const withdraw = (status: 'offered' | 'accepted' | 'declined') =>
      decideOffer(
        referral({ parts: [{ part: 1, workloads: ['teams'], offers: [offer({ status })], redirect: null }] }),
        first,
        { verb: 'withdraw', reason: 'moved on' },
        dana,
        noon,
      ).ok;
    expect([withdraw('offered'), withdraw('accepted'), withdraw('declined')]).toEqual([true, true, false]);
  });

  it('lets a part be matched again after a decline or a time-out, and only then', () => {
    const waits = (status: Parameters<typeof offer>[0]) =>
      awaitsMatching({ part: 1, workloads: ['teams'], offers: [offer(status)], redirect: null });
    expect([
      awaitsMatching({ part: 1, workloads: ['teams'], offers: [], redirect: null }),
      waits({ status: 'declined' }),
      waits({ status: 'timed-out' }),
      waits({ status: 'offered' }),
      waits({ status: 'accepted' }),
      waits({ status: 'withdrawn' }),
      waits({ status: 'ftc' }),
    ]).toEqual([true, true, true, false, false, false, false]);
  });
});

function frp(): Location['memberships'][number] {
  return { program: 'FRP', anniversary: '2027-06-30', ends: null };
}
function cm(): Location['memberships'][number] {
  return { program: 'CM', anniversary: '2027-06-30', ends: null };
}
function teamsUntil(expires: string): Location['endorsements'][number] {
  return { workload: 'teams', expires };
}
