import type { ReferralReceived } from '../../domain/events/referral-received.ts';
import type { Referral } from '../../domain/referrals/referral.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create } from '../ports.ts';
import { matchJob } from './jobs-of.ts';
import { REFERRAL_DOCUMENT } from './load.ts';
import { ReferralDocument } from './documents.ts';

/**
 * Takes a referral in, whole, as one part; matching follows as a job in the same commit. A referral of that id that is
 * already there stays as it is.
 */
export async function receiveReferral(
  { documents, clock }: Context,
  received: ReferralReceived,
): Promise<void> {
  const now = clock.now();
  const { customer } = received;
  const referral: Referral = {
    referralId: received.referralId,
    kind: received.kind,
    customer: {
      customerId: customer.customerId,
      name: customer.name,
      country: customer.country.toUpperCase(),
      language: customer.language.toLowerCase(),
      industry: customer.industry.toLowerCase(),
      seats: customer.seats,
      contact: customer.contact === undefined ? null : contactOf(customer.contact),
    },
    workloads: [...new Set(received.workloads)],
    requestedAt: received.requestedAt,
    receivedAt: now,
    notes: received.notes ?? '',
    parts: [{ part: 1, workloads: [...new Set(received.workloads)], offers: [], redirect: null }],
  };
  try {
    await documents.commit(partitions.referral(referral.referralId), [
      create(ReferralDocument, REFERRAL_DOCUMENT, referral),
      matchJob(referral, 1, now),
    ]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}

function contactOf({ name, email, phone = '' }: NonNullable<ReferralReceived['customer']['contact']>) {
  return { name, email, phone };
}
