import type { claimNotices } from '../domain/claims/notices.ts';
import { claimNewsNotice, claimReviewNotice, queueNotice } from './claim.ts';
import type { MakersOf } from './maker.ts';

export const claimNoticeMakers: MakersOf<typeof claimNotices> = {
  'claim-news': (of) => claimNewsNotice(of.context, of.notice, of.subject, of.person, of.reader),
  'claim-review': (of) => claimReviewNotice(of.context, of.notice, of.subject, of.person, of.reader),
  'claims-queue': (of) => queueNotice(of.context, of.person, of.reader),
};
