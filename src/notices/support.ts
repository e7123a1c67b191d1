import type { supportNotices } from '../domain/support/notices.ts';
import { caseClosedNotice, caseNotice } from './intake.ts';
import type { MakersOf } from './maker.ts';

export const supportNoticeMakers: MakersOf<typeof supportNotices> = {
  case: (of) => caseNotice(of.context, of.subject, of.person, of.reader),
  'case-closed': (of) => caseClosedNotice(of.context, of.subject, of.person, of.reader),
};
