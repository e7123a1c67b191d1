import type { HookSubject } from '../../domain/partner-center/hook.ts';
import { unreachable, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { keepLead } from '../leads/keep.ts';
import { nextTry } from '../next-try.ts';
import { keepRelationship } from './relationship.ts';
import type { NotNow, PartnerCenter } from './port.ts';
import { keepSubscription } from './subscription.ts';

/** Asks Partner Center for what has changed, and takes in how it stands now. Without an account any more: nothing. */
export async function fetchChanged(
  context: Context,
  account: PartnerCenter | undefined,
  subject: HookSubject,
  run: JobRun,
): Promise<JobOutcome> {
  if (account === undefined) return 'done';
  const taken = await take(context, account, subject);
  if (taken.ok || taken.error.code === 'absent') return 'done';
  return nextTry(run, context.clock.now(), taken.error.afterMs);
}

async function take(
  context: Context,
  account: PartnerCenter,
  subject: HookSubject,
): Promise<Result<unknown, NotNow>> {
  const { partnerId } = account;
  switch (subject.about) {
    case 'lead': {
      const found = await account.lead(subject.leadId);
      if (found.ok && found.value !== null) await keepLead(context, partnerId, found.value);
      return found;
    }
    case 'subscription': {
      const { customerId, subscriptionId } = subject;
      const found = await account.subscription(customerId, subscriptionId);
      if (found.ok) await keepSubscription(context, customerId, subscriptionId, found.value);
      return found;
    }
    case 'delegation': {
      const found = await account.relationship(subject.relationshipId);
      if (found.ok) await keepRelationship(context, partnerId, found.value);
      return found;
    }
    default:
      return unreachable(subject);
  }
}
