import { describe, expect, it } from '@jest/globals';
import {
  intakeOf,
  mayLeave,
  pauseIntake,
  remindersOf,
  resumeIntake,
  withPauseEnded,
} from '../../src/domain/referrals/intake.ts';
import type { Location, Pause } from '../../src/domain/referrals/location.ts';
import { firstFailed, isPaused } from '../../src/domain/referrals/match.ts';
import { DEFAULT_POLICY } from '../../src/domain/referrals/policy.ts';
import type { Role } from '../../src/domain/memberships/role.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { before, inDays, location, noon, request } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';

const SECOND = 1_000;

function by(at: Location, role: Role | null = 'program-admin') {
  const roles = role === null ? {} : { FRP: role };
  const rights = { location: at, role, roles, incentiveRole: null, programs: ['FRP' as const] };
  return { rights, aadObjectId: aad(1), name: 'Dana Okafor' };
}

function pausing(at: Location, now: Date, role?: Role | null) {
  return pauseIntake(at, by(at, role), 'Holidays', DEFAULT_POLICY, now);
}

/** A location paused at noon, or at another instant. */
function paused(since = noon): Location {
  const result = pausing(location(), since);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** That pause, ended early. */
function resumed(at: Location, now: Date): Location {
  const result = resumeIntake(at, by(at), DEFAULT_POLICY, now);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const pauseUntil = (until: Date): Pause => ({
  since: noon,
  until,
  by: aad(1),
  name: 'Dana Okafor',
  reason: '',
});

describe('pausing the referrals of a location', () => {
  it('lasts exactly 30 days', () => {
    const at = paused();

    expect(at.pausedUntil).toEqual(inDays(30));
    expect(at.pause).toEqual({ ...pauseUntil(inDays(30)), reason: 'Holidays' });
    expect(isPaused(at, before(inDays(30), SECOND))).toBe(true);
    expect(isPaused(at, inDays(30))).toBe(false);
  });

  it('keeps every offer away, whatever its kind, until its last second is over', () => {
    const at = paused();

    for (const kind of ['benefit', 'standard'] as const) {
      expect(firstFailed(at, request({ kind }), before(inDays(30), SECOND))).toBe('paused');
      expect(firstFailed(at, request({ kind }), inDays(30))).toBeUndefined();
    }
  });

  it('changes nothing else of the location', () => {
    const at = location({ received: 7, receivedAllTime: 9, lastOfferedAt: noon });
    const result = pausing(at, noon);

    expect(result.ok && { ...result.value, pause: null, pausedUntil: null }).toEqual(at);
  });

  it.each<[string, Location, Date, object]>([
    ['a second pause on top', paused(), inDays(1), { code: 'already-paused', until: inDays(30) }],
    [
      'one in the last second of a pause',
      paused(),
      before(inDays(30), SECOND),
      { code: 'already-paused', until: inDays(30) },
    ],
    [
      'one at the instant at which a pause ends',
      paused(),
      inDays(30),
      { code: 'too-soon', allowedFrom: inDays(60) },
    ],
    ['one after 29 open days', paused(), inDays(59), { code: 'too-soon', allowedFrom: inDays(60) }],
    [
      'one in the last second of 30 open days',
      paused(),
      before(inDays(60), SECOND),
      { code: 'too-soon', allowedFrom: inDays(60) },
    ],
    [
      'one that counts from an early end',
      resumed(paused(), inDays(10)),
      inDays(39),
      { code: 'too-soon', allowedFrom: inDays(40) },
    ],
    [
      'one after the end was written down',
      withPauseEnded(paused(), inDays(31)),
      inDays(31),
      { code: 'too-soon', allowedFrom: inDays(60) },
    ],
  ])('refuses %s', (_case, at, now, error) => {
    expect(pausing(at, now)).toEqual({ ok: false, error });
  });

  it.each<[string, Location, Date]>([
    ['a location never paused', location(), noon],
    ['one that was open for 30 days', paused(), inDays(60)],
    ['one whose end was written down late', withPauseEnded(paused(), inDays(45)), inDays(60)],
    ['one that resumed early 30 days ago', resumed(paused(), inDays(10)), inDays(40)],
  ])('pauses %s', (_case, at, now) => {
    expect(pausing(at, now)).toMatchObject({ ok: true, value: { pause: { since: now } } });
  });

  it.each<[string, Role | null]>([
    ['a statement admin', 'statement-admin'],
    ['a program member', 'program-member'],
    ['somebody with an incentive role only', null],
  ])('is not for %s, whatever the state', (_case, role) => {
    const refused = { ok: false, error: { code: 'not-allowed' } };

    for (const at of [location(), paused(), withPauseEnded(paused(), inDays(31))]) {
      expect(pausing(at, inDays(31), role)).toEqual(refused);
      expect(resumeIntake(at, by(at, role), DEFAULT_POLICY, inDays(1))).toEqual(refused);
    }
  });

  it('is not for a program admin of another location', () => {
    const other = location({ partnerId: PartnerId.parse('1002') });

    expect(pauseIntake(location(), by(other), '', DEFAULT_POLICY, noon)).toEqual({
      ok: false,
      error: { code: 'not-allowed' },
    });
  });

  it('goes by the numbers of the policy', () => {
    const policy = { ...DEFAULT_POLICY, pauseDays: 14, openDaysBetweenPauses: 90 };
    const at = location();
    const first = pauseIntake(at, by(at), '', policy, noon);

    expect(first).toMatchObject({ ok: true, value: { pausedUntil: inDays(14) } });
    expect(first.ok && intakeOf(first.value, policy, inDays(14))).toMatchObject({
      status: 'resting',
      allowedFrom: inDays(104),
    });
  });
});

describe('resuming early', () => {
  it('lets referrals come again at once, and says who ended the pause', () => {
    const at = resumed(paused(), inDays(10));

    expect(isPaused(at, inDays(10))).toBe(false);
    expect(at).toMatchObject({
      pausedUntil: null,
      lastPauseEndedAt: inDays(10),
      pause: { since: noon, resumed: { at: inDays(10), name: 'Dana Okafor' } },
    });
  });

  it.each<[string, Location, Date]>([
    ['a location never paused', location(), noon],
    ['a pause that ends this instant', paused(), inDays(30)],
    ['one that was ended early', resumed(paused(), inDays(10)), inDays(11)],
  ])('has nothing to do with %s', (_case, at, now) => {
    expect(resumeIntake(at, by(at), DEFAULT_POLICY, now)).toEqual({
      ok: false,
      error: { code: 'not-paused' },
    });
  });
});

describe('writing down the end of a pause', () => {
  it('says when it ended, however late that is', () => {
    expect(withPauseEnded(paused(), inDays(45))).toMatchObject({
      pausedUntil: null,
      lastPauseEndedAt: inDays(30),
    });
  });

  it('does nothing before its end, nor twice', () => {
    const at = paused();
    const ended = withPauseEnded(at, inDays(30));

    expect(withPauseEnded(at, before(inDays(30)))).toBe(at);
    expect(withPauseEnded(ended, inDays(31))).toBe(ended);
  });

  it('makes no difference to what holds', () => {
    const late = inDays(44);

    expect(intakeOf(withPauseEnded(paused(), late), DEFAULT_POLICY, late)).toEqual(
      intakeOf(paused(), DEFAULT_POLICY, late),
    );
  });
});

describe('the choice between resuming and leaving', () => {
  it.each<[string, Location, Date, boolean]>([
    ['on day 29', paused(), before(inDays(29), SECOND), false],
    ['on day 30', paused(), inDays(29), true],
    ['after the pause', paused(), inDays(30), true],
    ['in the last second before another pause is allowed', paused(), before(inDays(60), SECOND), true],
    ['once another pause is allowed', paused(), inDays(60), false],
    ['after an early end', resumed(paused(), inDays(29)), inDays(30), false],
    ['without any pause', location(), noon, false],
  ])('%s is offered or not', (_case, at, now, offered) => {
    expect(mayLeave(intakeOf(at, DEFAULT_POLICY, now), now)).toBe(offered);
  });
});

describe('the reminders of a pause', () => {
  it('come 7 days and 1 day before its end, and at its end', () => {
    expect(remindersOf(pauseUntil(inDays(30)), DEFAULT_POLICY)).toEqual([
      { daysLeft: 7, at: inDays(23) },
      { daysLeft: 1, at: inDays(29) },
      { daysLeft: 0, at: inDays(30) },
    ]);
  });

  it('leave out what would come before the pause began', () => {
    const policy = { ...DEFAULT_POLICY, pauseDays: 7 };

    expect(remindersOf(pauseUntil(inDays(7)), policy).map(({ daysLeft }) => daysLeft)).toEqual([1, 0]);
  });
});
