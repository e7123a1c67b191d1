import type { CustomerResponded } from '../../../domain/events/customer-responded.ts';
import { moveClaim } from '../../../domain/claims/life.ts';
import { ClaimId } from '../../../domain/claims/claim.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { partitions } from '../../partitions.ts';
import { movingChanges, overtaken, settled } from './changes.ts';
import { claimAt, customerOfClaim } from '../load.ts';
import { timesOf } from './move.ts';
import { readTarget } from '../targets.ts';

/**
 * The customer agrees to a claim, or denies it: a denial ends the claim, even after its approval.
 *
 * @param eventId what says so: its second arrival changes nothing
 * @returns `unknown` when there is no such claim (yet), `refused` when there is nothing to agree to or deny
 */
export async function takeCustomerResponse(
  context: Context,
  { claimId, consent, respondedAt }: CustomerResponded,
  eventId: string,
): Promise<'taken' | 'refused' | 'unknown'> {
  const { documents, clock, queues } = context;
  if (!ClaimId.safeParse(claimId).success) return 'unknown';
  const customerId = await customerOfClaim(documents, claimId);
  if (customerId === undefined) return 'unknown';
  const partition = partitions.customer(customerId);
  return decideAgain(queues, partition, async () => {
    const stored = await claimAt(documents, customerId, claimId);
    if (stored === undefined) return 'unknown';
    const now = clock.now();
    const [read, times] = await Promise.all([
      readTarget(documents, customerId, stored.value.target),
      timesOf(context, stored.value),
    ]);
    const late = overtaken(stored.value, read, now, times);
    const by = { by: 'event', opId: eventId } as const;
    if (late.claim.steps.some((step) => step.opId === eventId)) return 'taken';
    const move = consent === 'accepted' ? 'consent' : 'decline';
    const moved = moveClaim(late.claim, { move, respondedAt }, by, now, times);
    const moving = moved.ok ? settled(late, moved.value, read, by, now, times) : late;
    const changes = movingChanges(stored, moving, read, now, times);
    if (changes.length > 0) await documents.commit(partition, changes);
    return moved.ok ? 'taken' : 'refused';
  });
}
