import { Case } from '../../domain/support/case.ts';
import { defineDocument } from '../define-document.ts';

export const CaseDocument = defineDocument({
  name: 'case',
  schema: Case,
  partition: 'partners/<partnerId>',
  id: 'case:<caseId>',
  about: 'what the location asked of the operators',
  fields: ['status'],
  orders: [['openedAt']],
});

export const supportDocuments = [CaseDocument] as const;
