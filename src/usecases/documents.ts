import { associationDocuments } from './associations/documents.ts';
import { AuditDocument } from './audit.ts';
import { claimDocuments } from './claims/documents.ts';
import { conversationDocuments } from './conversations/documents.ts';
import type { DocumentDefinition } from './define-document.ts';
import { eventDocuments } from './events/documents.ts';
import { fileDocuments } from './files/documents.ts';
import { importDocuments } from './imports/documents.ts';
import { JobDocument } from './jobs.ts';
import { membershipDocuments } from './memberships/documents.ts';
import { noticeDocuments } from './notices/documents.ts';
import { referralDocuments } from './referrals/documents.ts';
import { scoreDocuments } from './scores/documents.ts';
import { supportDocuments } from './support/documents.ts';

/** Every kind of document, a line a capability. What is not listed cannot be searched, and a test misses it. */
export const DOCUMENTS: readonly DocumentDefinition<unknown>[] = [
  ...referralDocuments,
  ...claimDocuments,
  ...associationDocuments,
  ...membershipDocuments,
  ...noticeDocuments,
  ...scoreDocuments,
  ...supportDocuments,
  ...fileDocuments,
  ...eventDocuments,
  ...importDocuments,
  ...conversationDocuments,
  AuditDocument,
  JobDocument,
];
