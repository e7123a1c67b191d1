import { listedAt } from '../../domain/associations/listed.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import type { JobOutcome, JobTask } from '../jobs.ts';
import { rosterOf } from '../memberships/roster.ts';
import { notifyAll } from '../notices/notify.ts';
import { findLocation } from '../referrals/directory.ts';

/**
 * Tells the contacts of those who lost a subscription's DPOR and of the one that gained it; somebody who is on several of
 * these rosters once. A re-run tells nobody again.
 */
export async function tellDpor(
  context: Context,
  { customerId, subscriptionId, changedAt, key, lost, gained }: Extract<JobTask, { task: 'dpor.tell' }>,
): Promise<JobOutcome> {
  const partners = gained === null ? lost : [...lost, gained];
  const listed = await Promise.all(partners.map((partnerId) => listedNow(context, partnerId)));
  const about = { customerId, subscriptionId, changedAt, key, lost, gained };
  await notifyAll(context, listed.flat(), { kind: 'dpor-changed', ...about }, 1);
  return 'done';
}

/** Nobody, for a partner that is not known. */
export async function listedNow(
  { documents, clock }: Context,
  partnerId: PartnerId,
): Promise<readonly PersonId[]> {
  const [location, contacts] = await Promise.all([
    findLocation(documents, partnerId),
    rosterOf(documents, partnerId),
  ]);
  return location === undefined ? [] : listedAt(contacts, location.value, clock.now());
}
