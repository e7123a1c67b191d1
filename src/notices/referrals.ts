import type { referralNotices } from '../domain/referrals/notices.ts';
import { channelEndedNotice } from './channel-ended.ts';
import { acceptanceNotice, heldNotice } from './desk.ts';
import { pauseNotice } from './intake.ts';
import type { MakersOf } from './maker.ts';
import { offerNotice, unplacedNotice } from './offer.ts';

export const referralNoticeMakers: MakersOf<typeof referralNotices> = {
  'referral-offer': (of) => offerNotice(of.context, of.notice, of.subject, of.person, of.reader),
  'referral-reminder': (of) => offerNotice(of.context, of.notice, of.subject, of.person, of.reader),
  'referral-unplaced': (of) => unplacedNotice(of.context, of.subject, of.person, of.reader),
  'referral-assigned': (of) => heldNotice(of.context, of.subject, of.person, of.reader),
  'referral-follow-up': (of) => heldNotice(of.context, of.subject, of.person, of.reader),
  acceptance: (of) => acceptanceNotice(of.context, of.subject, of.person, of.reader),
  'pause-reminder': (of) => pauseNotice(of.context, of.subject, of.person, of.reader),
  'pause-ended': (of) => pauseNotice(of.context, of.subject, of.person, of.reader),
  'pause-changed': (of) => pauseNotice(of.context, of.subject, of.person, of.reader),
  'channel-ended': (of) => channelEndedNotice(of.context, of.subject, of.person, of.reader),
};
