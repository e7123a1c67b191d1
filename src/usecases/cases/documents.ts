import { Case } from '../../domain/cases/case.ts';
import { CaseEntry } from '../../domain/cases/entry.ts';
import { CaseStanding } from '../../domain/cases/standing.ts';
import { defineDocument } from '../define-document.ts';

export const CaseDocument = defineDocument<Case>({
  name: 'case',
  version: 2,
  schema: Case,
  upgrades: { 1: (body) => ({ ...body, details: {}, attachments: [], thread: [], revision: 1 }) },
  partition: 'partners/<partnerId>',
  id: 'case:<caseId>',
  about: 'what the location asked of the operators, and all that was said since',
  many: 'one a case: some a location and year',
  lives: 'kept',
  fields: ['status'],
  orders: [['openedAt']],
});

export const CaseEntryDocument = defineDocument({
  name: 'case-entry',
  schema: CaseEntry,
  partition: 'partners/<partnerId>',
  id: 'case-entry:<caseId>',
  about: 'a case in the location’s list',
  many: 'one a case',
  lives: 'kept: the location’s list',
  orders: [['rank']],
});

export const CaseStandingDocument = defineDocument({
  name: 'case-standing',
  schema: CaseStanding,
  partition: 'program/cases',
  id: 'case:<caseId>',
  about: 'a projection of where each case stands, for the operators',
  many: 'one a case',
  lives: 'kept: the operators’ list',
  fields: ['live', 'partnerId'],
  lookups: ['partnerId'],
  orders: [['rank']],
});

export const caseDocuments = [CaseDocument, CaseEntryDocument, CaseStandingDocument] as const;
