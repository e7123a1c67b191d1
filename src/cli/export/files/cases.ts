import { exportFile } from '../export-file.ts';
import { CaseDocument } from '../../../usecases/cases/documents.ts';

/** What locations asked of the operators. */
export const cases = exportFile(
  'cases.csv',
  ['caseId', 'kind', 'partnerId', 'program', 'subject', 'status', 'openedAt', 'openedBy', 'updatedAt'],
  async function* (documents) {
    for await (const { value } of documents.scan(CaseDocument, 'partners')) yield value;
  },
);
