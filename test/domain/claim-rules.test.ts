import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CLAIM_POLICY } from '../../src/domain/claims/policy.ts';
import { disputableUntil, disputeOf } from '../../src/domain/claims/dispute.ts';
import { mayStandTogether } from '../../src/domain/claims/contest.ts';
import { remindersOf, waitsOnOperators, waitsOnPartner } from '../../src/domain/claims/turn.ts';
import { holderFirst, holdsTarget, isLive, type Claim } from '../../src/domain/claims/claim.ts';
import { claimView } from '../support/claim-cards.ts';
import { inDays, noon } from '../support/referrals.ts';

const claim = (overrides: Partial<Claim>): Claim => claimView(overrides).claim;
const daysAgo = (days: number): Date => inDays(-days);
const policy = { ...DEFAULT_CLAIM_POLICY, disputeDays: 30 };
const rejected = { status: 'rejected', reason: 'insufficient-poe', disputedAt: null } as const;

describe('a dispute', () => {
  it.each([
    ['a rejection with a deadline, until it', { dueAt: inDays(1), updatedAt: daysAgo(40) }, inDays(1)],
    [
      'an imported one without a deadline, from its last change',
      { dueAt: null, updatedAt: daysAgo(29) },
      inDays(1),
    ],
    ['an imported one without a reason', { reason: '', dueAt: null, updatedAt: noon }, inDays(30)],
  ] as const)('is open to %s', (_case, given, until) => {
    expect(disputeOf(claim({ ...rejected, ...given }), policy, noon)).toEqual({ ok: true, value: until });
  });

  it.each([
    ['a claim under review', { status: 'under-review' }, { code: 'stale' }],
    ['a claim rejected for good', { status: 'rejected-final' }, { code: 'stale' }],
    ['one that was disputed before', { disputedAt: daysAgo(9) }, { code: 'disputed-before' }],
    ['a lost contest', { reason: 'superseded' }, { code: 'not-disputable' }],
    ['a customer that declined', { reason: 'customer-declined' }, { code: 'not-disputable' }],
    ['a deadline of this instant', { dueAt: noon }, { code: 'dispute-over', until: noon }],
    [
      'an imported one 30 days old',
      { dueAt: null, updatedAt: daysAgo(30) },
      { code: 'dispute-over', until: noon },
    ],
  ] as const)('is refused for %s', (_case, given, error) => {
    const one = claim({ ...rejected, dueAt: inDays(1), updatedAt: noon, ...given });
    expect(disputeOf(one, policy, noon)).toEqual({ ok: false, error });
  });

  it('has no deadline where there can be none', () => {
    expect(disputableUntil({ disputedAt: null }, 'no-response', policy, noon)).toEqual(inDays(30));
    expect(disputableUntil({ disputedAt: noon }, 'no-response', policy, noon)).toBeNull();
    expect(disputableUntil({ disputedAt: null }, 'subscription-ended', policy, noon)).toBeNull();
  });
});

const open = { since: daysAgo(1), answerBy: inDays(5), answeredAt: null };

describe('whose turn a claim is', () => {
  it.each([
    ['submitted', null, false, true],
    ['under-review', null, false, true],
    ['dispute', null, false, true],
    ['partner-action-required', null, true, false],
    ['approved', null, false, false],
    ['approved', open, true, true],
    ['approved', { ...open, answeredAt: noon }, false, true],
    ['rejected', null, false, false],
    ['draft', null, false, false],
  ] as const)('%s, contest %j: partner %s, operators %s', (status, contest, partner, operators) => {
    expect(waitsOnPartner({ status, contest })).toBe(partner);
    expect(waitsOnOperators({ status, contest })).toBe(operators);
  });

  it.each([
    ['partner-action-required', inDays(3), null, [['partner-action-required', 'partner', inDays(3)]]],
    ['under-review', inDays(3), null, [['under-review', 'operators', inDays(3)]]],
    ['dispute', inDays(3), null, [['dispute', 'operators', inDays(3)]]],
    ['submitted', inDays(3), null, []],
    ['rejected', inDays(3), null, []],
    ['under-review', null, null, []],
    ['approved', null, open, [['contest', 'partner', inDays(5)]]],
    ['approved', null, { ...open, answeredAt: noon }, []],
  ] as const)('%s due %s is reminded of what can still be done', (status, dueAt, contest, expected) => {
    const reminders = remindersOf({ status, dueAt, contest });
    expect(reminders.map(({ step, to, until }) => [step, to, until])).toEqual(expected);
  });
});

it('an approved claim holds its target, and comes before those that claim it', () => {
  const [holder, rival] = [claim({ status: 'approved' }), claim({ status: 'submitted' })];

  expect([rival, holder].toSorted(holderFirst)).toEqual([holder, rival]);
  expect([holdsTarget(holder), holdsTarget(rival), isLive(rival)]).toEqual([true, false, true]);
});

it.each([
  ['osa', 'osu-bizapps', true],
  ['revrec', 'osu-bizapps', true],
  ['osa', 'revrec', false],
  ['osa', 'osa', false],
  ['osu-m365', 'usage-only', false],
  ['osu-m365', 'osa', false],
] as const)('one partner may claim one target for %s and %s: %s', (one, other, expected) => {
  expect(mayStandTogether(one, other)).toBe(expected);
  expect(mayStandTogether(other, one)).toBe(expected);
});
