import type { Referral } from '../../domain/referrals/referral.ts';
import type { ReferralId } from '../../domain/shared/ids.ts';
import { ReferralKindOf } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';

export const REFERRAL_DOCUMENT = 'referral';

export function findReferral(
  documents: Documents,
  referralId: ReferralId,
): Promise<Document<Referral> | undefined> {
  return documents.get(ReferralKindOf, partitions.referral(referralId), REFERRAL_DOCUMENT);
}
