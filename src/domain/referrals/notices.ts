import { z } from 'zod';
import { defineNotice } from '../notices/define-notice.ts';
import { AadObjectId, PartnerId, ReferralId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';
import { Crossing, Quarter } from './acceptance.ts';
import { ReferralKind } from './referral.ts';

const PART = { referralId: ReferralId, part: z.number().int() };
const OFFER = { ...PART, round: z.number().int() };

const ReferralOfferNotice = defineNotice({
  kind: 'referral-offer',
  about: 'a referral was offered to a location',
  subject: OFFER,
  key: ({ referralId, part, round }) => [referralId, part, round],
  word: 'referrals',
});

const ReferralReminderNotice = defineNotice({
  kind: 'referral-reminder',
  about: 'the same card once more, since nobody has decided yet',
  subject: OFFER,
  key: ({ referralId, part, round }) => [referralId, part, round],
  topic: 'referrals',
  word: 'referrals',
});

const ReferralUnplacedNotice = defineNotice({
  kind: 'referral-unplaced',
  about: 'operators: no partner got a part',
  subject: PART,
  key: ({ referralId, part }) => [referralId, part],
  word: 'referrals',
});

const ReferralAssignedNotice = defineNotice({
  kind: 'referral-assigned',
  about: 'an accepted referral was handed to a colleague; `revision` tells one hand-over from the next',
  subject: { ...OFFER, revision: z.number().int() },
  key: ({ referralId, part, round, revision }) => [referralId, part, round, revision],
  topic: 'referrals',
  word: 'referrals',
});

const ReferralFollowUpNotice = defineNotice({
  kind: 'referral-follow-up',
  about: 'the day of the next step with an accepted referral has come',
  subject: { ...OFFER, day: Day },
  key: ({ referralId, part, round, day }) => [referralId, part, round, day],
  topic: 'referrals',
  word: 'referrals',
});

const AcceptanceNotice = defineNotice({
  kind: 'acceptance',
  about:
    'a location’s acceptance rate has come near the limit, or fallen under it, for the nth time in a quarter',
  subject: { partnerId: PartnerId, quarter: Quarter, crossing: Crossing, time: z.number().int() },
  key: ({ partnerId, quarter, crossing, time }) => [partnerId, quarter, crossing, time],
  topic: 'referrals',
  word: 'referrals',
});

const PauseReminderNotice = defineNotice({
  kind: 'pause-reminder',
  about: 'a pause of a location’s referrals ends in so many days; `since` tells one pause from the next',
  subject: { partnerId: PartnerId, since: Instant, daysLeft: z.number().int().min(1) },
  key: ({ partnerId, since, daysLeft }) => [partnerId, since, daysLeft],
  topic: 'referrals',
  word: 'profile',
});

const PauseEndedNotice = defineNotice({
  kind: 'pause-ended',
  about: 'a pause has ended',
  subject: { partnerId: PartnerId, since: Instant },
  key: ({ partnerId, since }) => [partnerId, since],
  topic: 'referrals',
  word: 'profile',
});

const PauseChangedNotice = defineNotice({
  kind: 'pause-changed',
  about: 'a colleague paused a location’s referrals, or resumed them',
  subject: { partnerId: PartnerId, since: Instant, resumed: z.boolean() },
  key: ({ partnerId, since, resumed }) => [partnerId, since, resumed ? 'resumed' : 'paused'],
  topic: 'referrals',
  word: 'profile',
});

const ChannelEndedNotice = defineNotice({
  kind: 'channel-ended',
  about:
    'a channel gets a location’s offers no longer, since whoever set it may not any more; `setAt` tells one from the next',
  subject: {
    partnerId: PartnerId,
    referralKind: ReferralKind,
    setAt: Instant,
    setBy: AadObjectId,
  },
  key: ({ partnerId, referralKind, setAt }) => [partnerId, referralKind, setAt],
  word: 'profile',
});

export const referralNotices = [
  ReferralOfferNotice,
  ReferralReminderNotice,
  ReferralUnplacedNotice,
  ReferralAssignedNotice,
  ReferralFollowUpNotice,
  AcceptanceNotice,
  PauseReminderNotice,
  PauseEndedNotice,
  PauseChangedNotice,
  ChannelEndedNotice,
] as const;
