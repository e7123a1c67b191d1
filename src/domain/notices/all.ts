import { associationNotices } from '../associations/notices.ts';
import { agentNotices } from '../agents/notices.ts';
import { claimNotices } from '../claims/notices.ts';
import { portfolioNotices } from '../portfolio/notices.ts';
import { importNotices } from '../imports/notices.ts';
import { membershipNotices } from '../memberships/notices.ts';
import { leadNotices } from '../leads/notices.ts';
import { referralNotices } from '../referrals/notices.ts';
import { caseNotices } from '../cases/notices.ts';
import { renewalNotices } from '../renewals/notices.ts';
import { todayNotices } from '../today/notices.ts';

/** Every kind of notice, a line a capability. */
export const ALL_NOTICES = [
  ...referralNotices,
  ...claimNotices,
  ...membershipNotices,
  ...associationNotices,
  ...caseNotices,
  ...renewalNotices,
  ...portfolioNotices,
  ...todayNotices,
  ...agentNotices,
  ...importNotices,
  ...leadNotices,
] as const;
