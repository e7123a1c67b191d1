import { z } from 'zod';
import { defineNotice } from '../notices/define-notice.ts';
import { PartnerId } from '../shared/ids.ts';

const CaseNotice = defineNotice({
  kind: 'case',
  about: 'a location asked the operators for something',
  subject: { partnerId: PartnerId, caseId: z.string() },
  key: ({ partnerId, caseId }) => [partnerId, caseId],
  word: 'cases',
});

const CaseNewsNotice = defineNotice({
  kind: 'case-news',
  about: 'somebody answered a case, ended it or took it up again; `revision` tells one step from the next',
  subject: { partnerId: PartnerId, caseId: z.string(), revision: z.number().int() },
  key: ({ partnerId, caseId, revision }) => [partnerId, caseId, revision],
  topic: 'cases',
  word: 'cases',
});

const CaseClosedNotice = defineNotice({
  kind: 'case-closed',
  about: 'the operators have carried out what a location asked for',
  subject: { partnerId: PartnerId, caseId: z.string() },
  key: ({ partnerId, caseId }) => [partnerId, caseId],
  word: 'profile',
});

export const caseNotices = [CaseNotice, CaseNewsNotice, CaseClosedNotice] as const;
