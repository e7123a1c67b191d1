import { associationNotices } from '../associations/notices.ts';
import { claimNotices } from '../claims/notices.ts';
import { portfolioNotices } from '../portfolio/notices.ts';
import { membershipNotices } from '../memberships/notices.ts';
import { referralNotices } from '../referrals/notices.ts';
import { renewalNotices } from '../renewals/notices.ts';
import { supportNotices } from '../support/notices.ts';
import { todayNotices } from '../today/notices.ts';

/** Every kind of notice, a line a capability. */
export const ALL_NOTICES = [
  ...referralNotices,
  ...claimNotices,
  ...membershipNotices,
  ...associationNotices,
  ...renewalNotices,
  ...portfolioNotices,
  ...supportNotices,
  ...todayNotices,
] as const;
