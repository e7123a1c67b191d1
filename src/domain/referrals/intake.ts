import { isProgramAdmin, type Rights } from '../memberships/rights.ts';
import type { AadObjectId } from '../shared/ids.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { addDays } from '../shared/time.ts';
import type { Location, Pause } from './location.ts';
import type { ReferralPolicy } from './policy.ts';

export type IntakePolicy = Pick<ReferralPolicy, 'pauseDays' | 'openDaysBetweenPauses' | 'pauseReminderDays'>;

/** Whether a location takes referrals, and when it may pause (again). */
export type Intake =
  /** `allowedFrom`: the earliest next pause, should this one run its course. `pause`: `null` when only its end is known. */
  | {
      readonly status: 'paused';
      readonly until: Date;
      readonly pause: Pause | null;
      readonly allowedFrom: Date;
    }
  /** Open, but not yet for long enough to pause again. */
  | {
      readonly status: 'resting';
      readonly endedAt: Date;
      readonly pause: Pause | null;
      readonly allowedFrom: Date;
    }
  | { readonly status: 'open' };

export type PauseRefused =
  | { readonly code: 'not-allowed' }
  | { readonly code: 'already-paused'; readonly until: Date }
  | { readonly code: 'too-soon'; readonly allowedFrom: Date };

export type ResumeRefused = { readonly code: 'not-allowed' } | { readonly code: 'not-paused' };

/** Somebody with what they may do at one location. */
export interface IntakeAdmin {
  readonly rights: Rights;
  readonly aadObjectId: AadObjectId;
  readonly name: string;
}

/** @param location as stored; a pause that has run out counts as ended at its `until`, whether or not that was written down */
export function intakeOf(location: Location, policy: IntakePolicy, now: Date): Intake {
  const { pausedUntil, pause } = location;
  if (pausedUntil !== null && now < pausedUntil) {
    return { status: 'paused', until: pausedUntil, pause, allowedFrom: nextAfter(pausedUntil, policy) };
  }
  const endedAt = pausedUntil ?? location.lastPauseEndedAt;
  if (endedAt === null) return { status: 'open' };
  const allowedFrom = nextAfter(endedAt, policy);
  return now < allowedFrom ? { status: 'resting', endedAt, pause, allowedFrom } : { status: 'open' };
}

/**
 * Turns all referrals of a location off, Benefit and Standard, for exactly `pauseDays`. Open offers stay open.
 *
 * @param location as stored
 * @param by only a program admin of this very location may pause
 * @param reason in their words; may be empty
 * @returns the paused location, or why not: `already-paused` until when, `too-soon` and from when it is allowed
 */
export function pauseIntake(
  location: Location,
  by: IntakeAdmin,
  reason: string,
  policy: IntakePolicy,
  now: Date,
): Result<Location, PauseRefused> {
  if (!administers(by, location)) return refuse({ code: 'not-allowed' });
  const intake = intakeOf(location, policy, now);
  switch (intake.status) {
    case 'paused':
      return refuse({ code: 'already-paused', until: intake.until });
    case 'resting':
      return refuse({ code: 'too-soon', allowedFrom: intake.allowedFrom });
    case 'open': {
      const until = addDays(now, policy.pauseDays);
      const pause: Pause = { since: now, until, by: by.aadObjectId, name: by.name, reason };
      return ok({ ...withPauseEnded(location, now), pause, pausedUntil: until });
    }
  }
}

/**
 * Ends a pause early: referrals come again from `now` on, and the days until the next pause count from here.
 *
 * @param by only a program admin of this very location may resume
 */
export function resumeIntake(
  location: Location,
  by: IntakeAdmin,
  policy: IntakePolicy,
  now: Date,
): Result<Location, ResumeRefused> {
  if (!administers(by, location)) return refuse({ code: 'not-allowed' });
  const intake = intakeOf(location, policy, now);
  if (intake.status !== 'paused') return refuse({ code: 'not-paused' });
  const resumed = { at: now, by: by.aadObjectId, name: by.name };
  const pause = intake.pause && { ...intake.pause, resumed };
  return ok({ ...location, pause, pausedUntil: null, lastPauseEndedAt: now });
}

/** Writes down that a pause has run out; a location that is paused, or whose pause was written down as ended before, stays as it is. */
export function withPauseEnded(location: Location, now: Date): Location {
  const { pausedUntil } = location;
  if (pausedUntil === null || now < pausedUntil) return location;
  return { ...location, pausedUntil: null, lastPauseEndedAt: pausedUntil };
}

/**
 * Whether the admins are asked to choose between resuming and leaving the programme: on the last day of a pause, and after
 * one that ran its course, until they might pause again. Source: FPC Customer Referrals FAQ, "After that time, a partner
 * must resume receiving referrals or depart the program."
 */
export function mayLeave(intake: Intake, now: Date): boolean {
  switch (intake.status) {
    case 'paused':
      return addDays(now, 1) >= intake.until;
    case 'resting':
      return intake.pause !== null && intake.pause.resumed === undefined;
    case 'open':
      return false;
  }
}

/** What the program admins are told of a pause, and when: so many days before its end, and at its end (0). */
export function remindersOf(
  { until }: Pick<Pause, 'until'>,
  { pauseDays, pauseReminderDays }: IntakePolicy,
): { readonly daysLeft: number; readonly at: Date }[] {
  return [...pauseReminderDays.filter((days) => days > 0 && days < pauseDays), 0].map((daysLeft) => ({
    daysLeft,
    at: addDays(until, -daysLeft),
  }));
}

function administers({ rights }: IntakeAdmin, location: Location): boolean {
  return rights.location.partnerId === location.partnerId && isProgramAdmin(rights);
}

function nextAfter(end: Date, { openDaysBetweenPauses }: IntakePolicy): Date {
  return addDays(end, openDaysBetweenPauses);
}
