import { RatingDocument } from '../../../usecases/conversations/documents.ts';
import { exportFile } from '../export-file.ts';

/** What people thought of answers in the last year, without who they were. */
export const ratings = exportFile(
  'ratings.csv',
  ['question', 'language', 'useful', 'comment', 'at'],
  async function* (documents) {
    for await (const { value } of documents.scan(RatingDocument, 'program')) yield value;
  },
);
