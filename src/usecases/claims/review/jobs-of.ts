import { claimsSubscription } from '../../../domain/claims/activities.ts';
import { holdsTarget, type Claim } from '../../../domain/claims/claim.ts';
import { newsOf } from '../../../domain/claims/news.ts';
import { businessDaysBefore, type ClaimTimes } from '../../../domain/claims/times.ts';
import { remindersOf, type ClaimReminder } from '../../../domain/claims/turn.ts';
import { associationJob } from '../../associations/project.ts';
import { newJob } from '../../jobs.ts';
import type { Change } from '../../ports.ts';

/**
 * What must follow once a claim was changed: lists are brought up to date and people told, and the end of the step is
 * watched, with a reminder before it. Timers are never cancelled: one of a step that is over does nothing.
 *
 * @param before undefined for a claim that was not there
 * @param joins it joins a contest that others are at already
 */
export function jobsAfterMove(
  before: Claim | undefined,
  after: Claim,
  times: ClaimTimes,
  now: Date,
  joins = false,
): Change[] {
  const { claimId, customerId, revision, status, dueAt, optOutUntil } = after;
  const wasHeld = before !== undefined && holdsTarget(before);
  const known = before === undefined ? [] : remindersOf(before);
  const of = { customerId, claimId };
  const { partner, operators } = newsOf(before, after, joins);
  const isNewStep =
    dueAt !== null && (before?.dueAt?.getTime() !== dueAt.getTime() || before.status !== status);
  const due = (name: string, at: Date) =>
    newJob(`claim-${name}:${claimId}:${revision}:${at.getTime()}`, { task: 'claim.due', ...of }, at);
  const remind = ({ step, until }: ClaimReminder) =>
    newJob(
      `claim-${step === 'contest' ? 'remind-contest' : 'remind'}:${claimId}:${revision}:${until.getTime()}`,
      { task: 'claim.remind', ...of, until },
      remindAt(times, until, now),
    );
  return [
    newJob(
      `claim-follow:${claimId}:${revision}:${now.getTime()}`,
      { task: 'claim.follow', ...of, revision, partner: [...partner], operators: [...operators] },
      now,
    ),
    ...(wasHeld === holdsTarget(after) ? [] : [associationJob(after.partnerId, customerId, now)]),
    ...(isNewStep && status !== 'rejected' ? [due('due', dueAt)] : []),
    ...remindersOf(after)
      .filter((reminder) => !known.some((other) => isSameReminder(reminder, other)))
      .map(remind),
    ...(optOutUntil !== null && before?.optOutUntil !== optOutUntil
      ? [due('opt-out', afterDay(optOutUntil))]
      : []),
    ...(holdsTarget(after) && !wasHeld && claimsSubscription(after.activity)
      ? [
          newJob(
            `claim-subscription:${claimId}:${revision}:${now.getTime()}`,
            { task: 'claim.subscription', ...of },
            now,
          ),
        ]
      : []),
  ];
}

function isSameReminder(one: ClaimReminder, two: ClaimReminder): boolean {
  return one.step === two.step && one.until.getTime() === two.until.getTime();
}

function remindAt(times: ClaimTimes, end: Date, now: Date): Date {
  const at = businessDaysBefore(times, end, times.policy.remindDays);
  return at > now ? at : now;
}

/** Nowhere is it that day any more. */
function afterDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 36 * 3_600_000);
}
