import type { Referral } from '../../domain/referrals/referral.ts';
import type { ReferralId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { ReferralDocument } from './documents.ts';

export const REFERRAL_DOCUMENT = 'referral';

export function findReferral(
  documents: Documents,
  referralId: ReferralId,
): Promise<Document<Referral> | undefined> {
  return documents.get(ReferralDocument, partitions.referral(referralId), REFERRAL_DOCUMENT);
}
