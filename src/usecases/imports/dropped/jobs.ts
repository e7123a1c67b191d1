import { ImportId } from '../../../domain/imports/dropped.ts';
import { defineJob } from '../../define-job.ts';

/** What happens later with files that operators dropped into the chat. */
export const importJobs = [
  defineJob({
    task: 'import.run',
    about: 'Read dropped files and say what they would change, or import them once that was confirmed.',
    payload: { importId: ImportId },
  }),
] as const;
