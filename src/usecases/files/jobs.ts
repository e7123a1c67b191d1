import { FileId } from '../../domain/files/kept-file.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with files. */
export const fileJobs = [
  defineJob({
    task: 'file.tidy',
    about: 'A file that was sent some days ago goes, if it belongs to nothing. Lies with the file.',
    payload: { fileId: FileId },
  }),
] as const;
