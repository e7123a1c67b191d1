import type { Claim } from '../../domain/claims/claim.ts';
import { newsOf } from '../../domain/claims/news.ts';
import { businessDaysBefore, type ClaimTimes } from '../../domain/claims/times.ts';
import { associationJob } from '../associations/project.ts';
import { newJob } from '../jobs.ts';
import type { Change } from '../ports.ts';

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
  const { claimId, customerId, revision, status, dueAt, contest, optOutUntil } = after;
  const of = { customerId, claimId };
  const { partner, operators } = newsOf(before, after, joins);
  const isNewStep =
    dueAt !== null && (before?.dueAt?.getTime() !== dueAt.getTime() || before.status !== status);
  const due = (name: string, at: Date) =>
    newJob(`claim-${name}:${claimId}:${revision}:${at.getTime()}`, { task: 'claim.due', ...of }, at);
  const remind = (name: string, until: Date) =>
    newJob(
      `claim-${name}:${claimId}:${revision}:${until.getTime()}`,
      { task: 'claim.remind', ...of, until },
      remindAt(times, until, now),
    );
  return [
    newJob(
      `claim-follow:${claimId}:${revision}:${now.getTime()}`,
      { task: 'claim.follow', ...of, revision, partner: [...partner], operators: [...operators] },
      now,
    ),
    ...(isHeld(before) === isHeld(after) ? [] : [associationJob(after.partnerId, customerId, now)]),
    ...(isNewStep && status !== 'rejected' ? [due('due', dueAt)] : []),
    ...(isNewStep && REMINDED.has(status) ? [remind('remind', dueAt)] : []),
    ...(contest?.answerBy != null && before?.contest == null
      ? [remind('remind-contest', contest.answerBy)]
      : []),
    ...(optOutUntil !== null && before?.optOutUntil !== optOutUntil
      ? [due('opt-out', afterDay(optOutUntil))]
      : []),
    ...(status === 'approved' && before?.status !== 'approved' && isOfSubscription(after)
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

/** What matching and the location's associations go by. */
function isHeld(claim: Claim | undefined): boolean {
  return claim?.status === 'approved';
}

/** Steps in which somebody can still do something before they end. */
const REMINDED: ReadonlySet<Claim['status']> = new Set<Claim['status']>([
  'partner-action-required',
  'under-review',
  'dispute',
]);

function remindAt(times: ClaimTimes, end: Date, now: Date): Date {
  const at = businessDaysBefore(times, end, times.policy.remindDays);
  return at > now ? at : now;
}

/** Nowhere is it that day any more. */
function afterDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 36 * 3_600_000);
}

export function isOfSubscription({ activity }: Pick<Claim, 'activity'>): boolean {
  return activity === 'osa' || activity === 'revrec' || activity === 'osu-bizapps';
}
