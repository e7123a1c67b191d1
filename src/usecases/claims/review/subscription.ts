import { randomUUID } from 'node:crypto';
import type { Subscription } from '../../../domain/associations/customer.ts';
import { holdsTarget, type Claim } from '../../../domain/claims/claim.ts';
import { DEFAULT_CLAIM_POLICY } from '../../../domain/claims/policy.ts';
import { subscriptionEnded, subscriptionEndsAt } from '../../../domain/claims/subscription.ts';
import { SubscriptionId, type CustomerId } from '../../../domain/shared/ids.ts';
import { addDays } from '../../../domain/shared/time.ts';
import type { Context } from '../../context.ts';
import { newJob, type JobOutcome, type JobRun, type JobTask } from '../../jobs.ts';
import { partitions } from '../../partitions.ts';
import type { Change } from '../../ports.ts';
import { moveByClock } from './due.ts';
import { claimAt } from '../load.ts';
import { tellLocation } from '../telling/tell.ts';
import { SubscriptionDocument } from '../../associations/documents.ts';
import { ClaimDocument } from '../documents.ts';

/** How often a subscription without a known end is looked at. */
const LOOK_MS = 12 * 3_600_000;
const MAX_CLAIMS = 100;

/** In the commit that gives a subscription another status or end. */
export function subscriptionChangedJob(
  { customerId, subscriptionId }: Pick<Subscription, 'customerId' | 'subscriptionId'>,
  now: Date,
): Change {
  const task = { task: 'claims.subscription-changed', customerId, subscriptionId } as const;
  return newJob(`claims-subscription:${subscriptionId}:${randomUUID()}`, task, now);
}

/** Approved claims on a subscription that has changed end with it, or their location is reminded anew. */
export async function subscriptionChanged(
  context: Context,
  { customerId, subscriptionId }: Extract<JobTask, { task: 'claims.subscription-changed' }>,
): Promise<JobOutcome> {
  const claims = await context.documents.list(ClaimDocument, partitions.customer(customerId), {
    where: [
      { field: 'target', is: '=', value: subscriptionId },
      { field: 'status', is: '=', value: 'approved' },
    ],
    limit: MAX_CLAIMS,
  });
  for (const { value } of claims.items) await lookAt(context, value);
  return 'done';
}

/**
 * Watches the subscription that an approved Business Applications claim hangs on, for as long as the claim is approved: its
 * location is reminded before the end, and with the end the association ends too, since a renewed subscription has another
 * id and needs a claim of its own. A subscription that nobody told of is left alone.
 */
export async function watchSubscription(
  context: Context,
  { customerId, claimId }: Extract<JobTask, { task: 'claim.subscription' }>,
  _run: JobRun,
): Promise<JobOutcome> {
  const stored = await claimAt(context.documents, customerId, claimId);
  if (stored === undefined || !holdsTarget(stored.value)) return 'done';
  const again = await lookAt(context, stored.value);
  return again === undefined ? 'done' : { again, is: 'planned' };
}

/** @returns when to look again; undefined once the claim has ended */
async function lookAt(context: Context, claim: Claim): Promise<Date | undefined> {
  const { customerId, claimId } = claim;
  const now = context.clock.now();
  const subscription = await subscriptionOf(context, customerId, claim.target);
  if (subscription !== undefined && subscriptionEnded(subscription, now)) {
    const move = { move: { move: 'subscription-end' }, opId: `subscription-end:${claimId}` } as const;
    await moveByClock(context, customerId, claimId, (now) => (holdsTarget(now) ? move : undefined));
    return undefined;
  }
  const ends = subscription?.ends ?? null;
  const next = new Date(now.getTime() + LOOK_MS);
  if (ends === null) return next;
  const last = subscriptionEndsAt(ends);
  const { subscriptionReminderDays } = context.claims?.policy ?? DEFAULT_CLAIM_POLICY;
  if (now >= addDays(last, -subscriptionReminderDays)) {
    // The day tells one end from the next, so that a prolonged subscription reminds again.
    await tellLocation(context, claim, 'ending', Number(ends.replaceAll('-', '')));
  }
  return last > now && last < next ? last : next;
}

async function subscriptionOf(
  { documents }: Context,
  customerId: CustomerId,
  target: string,
): Promise<Subscription | undefined> {
  const subscriptionId = SubscriptionId.safeParse(target);
  if (!subscriptionId.success) return undefined;
  const id = `subscription:${subscriptionId.data}`;
  return (await documents.get(SubscriptionDocument, partitions.customer(customerId), id))?.value;
}
