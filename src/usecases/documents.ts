import { ALL_DOCUMENTS } from './all.ts';
import { AuditDocument } from './audit.ts';
import type { DocumentDefinition } from './define-document.ts';
import { JobDocument } from './jobs.ts';

/** Every kind of document. What is not listed cannot be searched, and a test misses it. */
export const DOCUMENTS: readonly DocumentDefinition<unknown>[] = [
  ...ALL_DOCUMENTS,
  AuditDocument,
  JobDocument,
];
