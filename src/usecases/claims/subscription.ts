import type { Subscription } from '../../domain/associations/customer.ts';
import { addDays } from '../../domain/shared/time.ts';
import { SubscriptionId } from '../../domain/shared/ids.ts';
import { DEFAULT_CLAIM_POLICY } from '../../domain/claims/policy.ts';
import type { Context } from '../context.ts';
import type { JobOutcome, JobRun, JobTask } from '../jobs.ts';
import { SubscriptionKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import { moveByClock } from './due.ts';
import { claimAt } from './load.ts';
import { tellLocation } from './tell.ts';

/** How often a subscription is looked at: an import may end or prolong it on any day. */
const LOOK_MS = 12 * 3_600_000;

/**
 * Watches the subscription that an approved Business Applications claim hangs on, for as long as the claim is approved: its
 * location is reminded before the end, and with the end the association ends too, since a renewed subscription has another
 * id and needs a claim of its own. A subscription that nobody told of is left alone.
 */
export async function watchSubscription(
  context: Context,
  { customerId, claimId }: Extract<JobTask, { task: 'claim.subscription' }>,
  run: JobRun,
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const stored = await claimAt(documents, customerId, claimId);
  if (stored?.value.status !== 'approved') return 'done';
  const subscriptionId = SubscriptionId.safeParse(stored.value.target);
  if (!subscriptionId.success) return 'done';
  const id = `subscription:${subscriptionId.data}`;
  const subscription = await documents.get(SubscriptionKind, partitions.customer(customerId), id);
  const now = clock.now();
  if (subscription !== undefined && hasEnded(subscription.value, now)) {
    const move = { move: { move: 'subscription-end' }, opId: `subscription-end:${claimId}` } as const;
    const moved = await moveByClock(
      context,
      customerId,
      claimId,
      ({ status }) => (status === 'approved' ? move : undefined),
      run.done,
    );
    return moved === 'moved' ? 'deleted' : 'done';
  }
  const ends = subscription?.value.ends ?? null;
  const { subscriptionReminderDays } = context.claims?.policy ?? DEFAULT_CLAIM_POLICY;
  if (ends !== null) {
    const last = endOf(ends);
    if (now >= addDays(last, -subscriptionReminderDays)) {
      // The day is what tells one end from the next, so that a prolonged subscription reminds again.
      await tellLocation(context, stored.value, 'ending', Number(ends.replaceAll('-', '')));
    }
    const next = Math.min(now.getTime() + LOOK_MS, last.getTime());
    return { again: new Date(next) };
  }
  return { again: new Date(now.getTime() + LOOK_MS) };
}

/** Its last day is over everywhere, or it was said to be over. In grace it is not. */
export function hasEnded({ status, ends }: Subscription, now: Date): boolean {
  if (status === 'expired' || status === 'cancelled') return true;
  return status === 'active' && ends !== null && now >= endOf(ends);
}

/** The first instant at which a last day is over in UTC. */
function endOf(ends: string): Date {
  return addDays(new Date(`${ends}T00:00:00.000Z`), 1);
}
