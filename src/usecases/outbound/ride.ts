import { claimChanged, dporChanged, offerChanged } from '../../domain/outbound/event.ts';
import { claimAt } from '../claims/load.ts';
import type { Context } from '../context.ts';
import type { JobHandlers, JobTask } from '../jobs.ts';
import { findOfferOf, type OfferTask } from '../referrals/find-offer.ts';
import type { Outbound } from './port.ts';
import { tellSystem } from './tell.ts';

/**
 * The systems of partners are told by the jobs that tell their people: these lie in the commit of each decision, so nothing is
 * told that was not decided, and nothing that was decided is left out. Without such a system nothing rides along.
 */
export function riding(handlers: JobHandlers, context: Context, outbound: Outbound | undefined): JobHandlers {
  if (outbound === undefined) return handlers;
  return {
    ...handlers,
    'referral.tell': async (task, run) => {
      await tellOffer(context, outbound, task);
      return handlers['referral.tell'](task, run);
    },
    'referral.refresh': async (task, run) => {
      await tellOffer(context, outbound, task);
      return handlers['referral.refresh'](task, run);
    },
    'claim.follow': async (task, run) => {
      await tellClaim(context, outbound, task);
      return handlers['claim.follow'](task, run);
    },
    'dpor.tell': async (task, run) => {
      await tellDpor(context, outbound, task);
      return handlers['dpor.tell'](task, run);
    },
  };
}

async function tellOffer(context: Context, outbound: Outbound, task: OfferTask): Promise<void> {
  const found = await findOfferOf(context.documents, task);
  if (found === undefined) return;
  const { referral, offer, partnerId } = found;
  await tellSystem(context, outbound, offerChanged(referral, task.part, offer, partnerId));
}

async function tellClaim(
  context: Context,
  outbound: Outbound,
  { customerId, claimId, revision }: Extract<JobTask, { task: 'claim.follow' }>,
): Promise<void> {
  const stored = await claimAt(context.documents, customerId, claimId);
  if (stored !== undefined) await tellSystem(context, outbound, claimChanged(stored.value, revision));
}

async function tellDpor(
  context: Context,
  outbound: Outbound,
  task: Extract<JobTask, { task: 'dpor.tell' }>,
): Promise<void> {
  for (const partnerId of task.lost)
    await tellSystem(context, outbound, dporChanged(task, partnerId, 'lost'));
  if (task.gained !== null) await tellSystem(context, outbound, dporChanged(task, task.gained, 'gained'));
}
