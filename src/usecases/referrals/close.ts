import {
  awaitsMatching,
  decideOffer,
  timeOutOverdue,
  type DecidedBy,
} from '../../domain/referrals/decide.ts';
import { currentOffer, type Referral } from '../../domain/referrals/referral.ts';
import type { ReferralId } from '../../domain/shared/ids.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace, type Change } from '../ports.ts';
import { jobsAfterDecision } from './jobs-of.ts';
import { findReferral } from './load.ts';
import { ReferralDocument } from './documents.ts';

export interface WithOverdue {
  /** With every offer ended whose deadline has passed. */
  readonly referral: Referral;
  /** What records these in the commit that writes the referral; empty where none has ended. */
  readonly overdue: readonly Change[];
}

/** The referral as a decision at `now` finds it, and what goes with it into the commit of whoever noticed. */
export function withOverdue(before: Referral, now: Date): WithOverdue {
  const { referral, ended } = timeOutOverdue(before, now);
  const overdue = ended.flatMap(({ part, offer }) => [
    ...jobsAfterDecision(referral, part, offer.round, now),
    audited(`decision:${part}:${offer.round}`, {
      at: now,
      actor: 'job',
      action: 'referral.time-out',
      subject: `${before.referralId}/${part}`,
      outcome: 'done',
      detail: offer.partnerId,
    }),
  ]);
  return { referral, overdue };
}

/** The deadline of an offer has come. A timer whose round is past is a no-op: timers are never cancelled. */
export function timeOutOffer(
  { documents, clock, queues }: Context,
  task: { readonly referralId: ReferralId; readonly part: number; readonly round: number },
  run: JobRun,
): Promise<JobOutcome> {
  const partition = partitions.referral(task.referralId);
  return decideAgain(queues, partition, async () => {
    const stored = await findReferral(documents, task.referralId);
    if (stored === undefined) return 'done';
    const { referral, overdue } = withOverdue(stored.value, clock.now());
    if (overdue.length === 0) return 'done';
    await documents.commit(partition, [replace(ReferralDocument, stored, referral), ...overdue, run.done]);
    return 'deleted';
  });
}

/**
 * Withdraws a referral as its sender asks: every part offered or accepted ends, and its people see so on their cards.
 *
 * @param eventId what asks for it
 * @returns `matching` while a part is on its way to a partner: ask again once it has arrived there; `nothing` when there
 *   is nothing open to withdraw; `unknown` when there is no such referral (yet)
 */
export function withdrawReferral(
  { documents, clock, queues }: Context,
  withdrawn: { readonly referralId: ReferralId; readonly reason: string },
  eventId: string,
): Promise<'withdrawn' | 'nothing' | 'matching' | 'unknown'> {
  const partition = partitions.referral(withdrawn.referralId);
  return decideAgain(queues, partition, async () => {
    const stored = await findReferral(documents, withdrawn.referralId);
    if (stored === undefined) return 'unknown';
    const now = clock.now();
    const late = withOverdue(stored.value, now);
    if (late.overdue.length > 0) {
      await documents.commit(partition, [replace(ReferralDocument, stored, late.referral), ...late.overdue]);
      return 'matching';
    }
    if (stored.value.parts.some(awaitsMatching)) return 'matching';
    const by: DecidedBy = { decider: { by: 'event', name: '' }, opId: eventId };
    let referral = stored.value;
    const changes: Change[] = [];
    for (const { part, offers } of stored.value.parts) {
      const round = offers.length;
      const decision = { verb: 'withdraw', reason: withdrawn.reason } as const;
      const decided = decideOffer(referral, { part, round }, decision, by, now);
      if (!decided.ok) continue;
      referral = decided.value;
      changes.push(
        ...jobsAfterDecision(referral, part, round, now),
        audited(`withdrawn:${part}:${round}`, {
          at: now,
          actor: 'event',
          action: 'referral.withdraw',
          subject: `${withdrawn.referralId}/${part}`,
          outcome: 'done',
          detail: '',
        }),
      );
    }
    if (changes.length === 0) {
      return stored.value.parts.some((part) => currentOffer(part)?.opId === eventId)
        ? 'withdrawn'
        : 'nothing';
    }
    await documents.commit(partition, [replace(ReferralDocument, stored, referral), ...changes]);
    return 'withdrawn';
  });
}
