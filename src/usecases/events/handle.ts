import { DporChanged } from '../../domain/events/dpor-changed.ts';
import { CustomerResponded } from '../../domain/events/customer-responded.ts';
import { ReferralReceived } from '../../domain/events/referral-received.ts';
import { ReferralWithdrawn } from '../../domain/events/referral-withdrawn.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { nameCustomer } from '../associations/name-customer.ts';
import { takeDporChange } from '../associations/take-dpor-change.ts';
import { audited } from '../audit.ts';
import { takeCustomerResponse } from '../claims/customer-responded.ts';
import type { Context } from '../context.ts';
import { digest } from '../digest.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { receiveReferral } from '../referrals/receive.ts';
import { withdrawReferral } from '../referrals/close.ts';
import { EVENT_DOCUMENT, type InboxEvent } from './inbox.ts';
import { EventDocument } from './documents.ts';

/** How long to wait before looking again for a referral that is on its way to a partner. */
const MATCHING_MS = 500;
/** How long a withdrawal waits for its referral, and an answer for its claim: of one batch, the later may be handled first. */
const EARLY_MS = 5_000;

/**
 * Handles the event that lies beside its job. A fact that the rules refuse is audited as refused and changes nothing.
 */
export async function handleEvent(context: Context, run: JobRun): Promise<JobOutcome> {
  const stored = await context.documents.get(EventDocument, run.job.partition, EVENT_DOCUMENT);
  if (stored === undefined) return 'done';
  const event = stored.value;
  switch (event.type) {
    case 'porter.referral.received': {
      const received = ReferralReceived.parse(event.data);
      await receiveReferral(context, received);
      await nameCustomer(context, received.customer);
      return 'done';
    }
    case 'porter.referral.withdrawn':
      return withdraw(context, run, event);
    case 'porter.dpor.changed': {
      const { changedBy = null, ...told } = DporChanged.parse(event.data);
      const key = digest(`${event.source} ${event.id}`);
      await takeDporChange(context, { ...told, changedBy, key }, 'event');
      return 'done';
    }
    case 'porter.claim.customer-responded':
      return customerResponded(context, run, event);
    default:
      return unreachable(event.type);
  }
}

async function withdraw(context: Context, run: JobRun, event: InboxEvent): Promise<JobOutcome> {
  const { referralId, reason } = ReferralWithdrawn.parse(event.data);
  const eventId = digest(`${event.source} ${event.id}`);
  const now = context.clock.now();
  switch (await withdrawReferral(context, { referralId, reason }, eventId)) {
    case 'withdrawn':
      return 'done';
    case 'matching':
      return { again: new Date(now.getTime() + MATCHING_MS), is: 'late' };
    case 'unknown':
      if (now.getTime() - event.receivedAt.getTime() < EARLY_MS) {
        return { again: new Date(now.getTime() + MATCHING_MS), is: 'late' };
      }
      break;
    case 'nothing':
      break;
  }
  await context.documents.commit(run.job.partition, [
    audited(`withdraw:${eventId}`, {
      at: now,
      actor: 'event',
      action: 'referral.withdraw',
      subject: referralId,
      outcome: 'refused',
      detail: 'nothing open to withdraw',
    }),
    run.done,
  ]);
  return 'deleted';
}

async function customerResponded(context: Context, run: JobRun, event: InboxEvent): Promise<JobOutcome> {
  const response = CustomerResponded.parse(event.data);
  const eventId = digest(`${event.source} ${event.id}`);
  const now = context.clock.now();
  const taken = await takeCustomerResponse(context, response, eventId);
  if (taken === 'taken') return 'done';
  if (taken === 'unknown' && now.getTime() - event.receivedAt.getTime() < EARLY_MS) {
    return { again: new Date(now.getTime() + MATCHING_MS), is: 'late' };
  }
  await context.documents.commit(run.job.partition, [
    audited(`customer-responded:${eventId}`, {
      at: now,
      actor: 'event',
      action: 'claim.customer-responded',
      subject: response.claimId,
      outcome: 'refused',
      detail: taken === 'unknown' ? 'no such claim' : 'nothing to answer',
    }),
    run.done,
  ]);
  return 'deleted';
}
