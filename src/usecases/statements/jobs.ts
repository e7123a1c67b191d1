import { FileId } from '../../domain/files/kept-file.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** What happens later with statements. */
export const statementJobs = [
  defineJob({
    task: 'statement.tidy',
    about:
      'The file of a statement was replaced, or the statement removed: the old file goes. Lies with the partner.',
    payload: { partnerId: PartnerId, statementId: z.string(), fileId: FileId },
  }),
] as const;
