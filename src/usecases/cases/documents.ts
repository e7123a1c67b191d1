import { Case, caseRank, CaseStatus } from '../../domain/cases/case.ts';
import { CaseStanding } from '../../domain/cases/standing.ts';
import { z } from 'zod';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

/** What the first release stored, as far as the rank hangs on it. */
const Ranked = z.object({ status: CaseStatus, updatedAt: Instant });

export const CaseDocument = defineDocument<Case>({
  name: 'case',
  version: 2,
  schema: Case,
  upgrades: {
    1: (body) => ({
      ...body,
      details: {},
      attachments: [],
      thread: [],
      revision: 1,
      rank: caseRank(Ranked.parse(body)),
    }),
  },
  partition: 'partners/<partnerId>',
  id: 'case:<caseId>',
  about: 'what the location asked of the operators, and all that was said since',
  fields: ['status'],
  orders: [['rank']],
});

export const CaseStandingDocument = defineDocument({
  name: 'case-standing',
  schema: CaseStanding,
  partition: 'program/cases',
  id: 'case:<caseId>',
  about: 'a projection of where each case stands, for the operators',
  fields: ['live', 'partnerId'],
  lookups: ['partnerId'],
  orders: [['rank']],
});

export const caseDocuments = [CaseDocument, CaseStandingDocument] as const;
