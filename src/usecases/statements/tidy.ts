import type { Context } from '../context.ts';
import { dropFile } from '../files/keep.ts';
import type { JobOutcome, JobTask } from '../jobs.ts';
import { statementFileId } from './file-id.ts';
import { statementAt } from './read.ts';

/** What marks a kept file as that of a statement. */
export const OF_STATEMENT = 'statement';

/** Deletes the file that a statement had, unless it is its file again. */
export async function tidyStatement(
  context: Context,
  { partnerId, statementId, fileId }: Extract<JobTask, { task: 'statement.tidy' }>,
): Promise<JobOutcome> {
  const now = await statementAt(context.documents, partnerId, statementId);
  if (now === undefined || statementFileId(now) !== fileId) await dropFile(context, fileId, OF_STATEMENT);
  return 'done';
}
