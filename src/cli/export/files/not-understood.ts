import { NotUnderstoodDocument } from '../../../usecases/conversations/documents.ts';
import { exportFile } from '../export-file.ts';

/** What was typed in the last 90 days and not understood, without who typed it. */
export const notUnderstood = exportFile(
  'not-understood.csv',
  ['text', 'language', 'count', 'lastAt'],
  async function* (documents) {
    for await (const { value } of documents.scan(NotUnderstoodDocument, 'program')) yield value;
  },
);
