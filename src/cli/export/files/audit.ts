import { AuditDocument } from '../../../usecases/audit.ts';
import { COLLECTIONS } from '../../../usecases/partitions.ts';
import { exportFile } from '../export-file.ts';

export const audit = exportFile(
  'audit.csv',
  ['at', 'actor', 'action', 'subject', 'outcome'],
  async function* (documents) {
    for (const collection of COLLECTIONS) {
      for await (const { value } of documents.scan(AuditDocument, collection)) yield value;
    }
  },
);
