import { z } from 'zod';
import { defineNotice } from '../notices/define-notice.ts';
import { PartnerId } from '../shared/ids.ts';

const CaseNotice = defineNotice({
  kind: 'case',
  about: 'a location asked the operators for something',
  subject: { partnerId: PartnerId, caseId: z.string() },
  key: ({ partnerId, caseId }) => [partnerId, caseId],
  word: 'operations',
});

const CaseClosedNotice = defineNotice({
  kind: 'case-closed',
  about: 'the operators have carried out what a location asked for',
  subject: { partnerId: PartnerId, caseId: z.string() },
  key: ({ partnerId, caseId }) => [partnerId, caseId],
  word: 'profile',
});

export const supportNotices = [CaseNotice, CaseClosedNotice] as const;
