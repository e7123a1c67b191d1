import { defineNotice } from '../notices/define-notice.ts';
import { PartnerId } from '../shared/ids.ts';
import { LeadId } from './lead.ts';

const LeadNotice = defineNotice({
  kind: 'lead',
  about: 'a co-sell lead came in for a location',
  subject: { partnerId: PartnerId, leadId: LeadId },
  key: ({ partnerId, leadId }) => [partnerId, leadId],
  topic: 'referrals',
  word: 'referrals',
});

export const leadNotices = [LeadNotice] as const;
