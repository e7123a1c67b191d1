import { PartnerId } from '../../domain/shared/ids.ts';
import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** What happens later with support. */
export const supportJobs = [
  defineJob({
    task: 'case.tell-operators',
    about: 'Tell the operators of a case that a location opened.',
    payload: { partnerId: PartnerId, caseId: z.string() },
  }),
  defineJob({
    task: 'case.tell-closed',
    about: 'Tell a location that what it asked for was carried out.',
    payload: { partnerId: PartnerId, caseId: z.string() },
  }),
] as const;
